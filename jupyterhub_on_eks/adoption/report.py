"""What adoption has done and what is left to do, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from constructs_lib.errors import key_path
from constructs_lib.models.imports import Import
from jupyterhub_on_eks.adoption.difference import Difference
from jupyterhub_on_eks.adoption.translation import Translation
from jupyterhub_on_eks.cli.report import Report, counted, problem_lines
from jupyterhub_on_eks.cli.terminal import folded, styled, width

#: How many paths of one reason are named.
_MOST_PATHS = 3


def adoption_report(
    translation: Translation, *, hub_file: Path, imports_file: Path, imports: Sequence[Import], check: Report, stream: TextIO
) -> str:
    """Write the report.

    Args:
        translation: the hub as the file says it.
        hub_file: the file that was written.
        imports_file: the file of imports.
        imports: what is in it.
        check: what the check of the hub file found.
        stream: where the text goes.
    """
    return "\n".join(_lines(translation, hub_file, imports_file, imports, check, stream)) + "\n"


def _lines(
    translation: Translation, hub_file: Path, imports_file: Path, imports: Sequence[Import], check: Report, stream: TextIO
) -> Iterator[str]:
    columns, found, secrets = width(stream), translation.found, translation.secrets
    yield f"{styled('Hub', 'bold', stream)}       release {found.release} in {found.namespace}, chart {found.version}"
    yield f"{styled('Written', 'bold', stream)}   {hub_file}"
    if imports:
        objects = (f"{each.to.partition('.')[0]} {each.id}" for each in imports)
        yield f"          {imports_file} (imports {', '.join(objects)})"
    if secrets.notes:
        yield _heading("Secrets in the values, of which none was written:", stream)
        yield from (folded(note, columns, begin="  ", indent="    ") for note in secrets.notes)
    yield _heading("What the release gets beyond what it has:", stream)
    yield from (folded(line, columns, begin="  ", indent="    ") for line in grouped(translation.differences))
    if check.found:
        yield _heading("What the check of the hub file says:", stream)
        yield from problem_lines(check.found, stream)
    yield _heading("Next:", stream)
    yield from (f"  {line}" for line in steps(translation, hub_file, imports_file, mistakes=bool(check.mistakes)))


def _heading(words: str, stream: TextIO) -> str:
    return f"\n{styled(words, 'bold', stream)}"


def grouped(differences: Sequence[Difference]) -> list[str]:
    """Return one line for each reason, those without a reason first."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for each in differences:
        by_reason.setdefault((each.kind, each.reason), []).append(key_path(each.path))
    lines = []
    for (kind, reason), paths in sorted(by_reason.items(), key=lambda item: bool(item[0][1])):
        more = f" and {len(paths) - _MOST_PATHS} more" if len(paths) > _MOST_PATHS else ""
        lines.append(f"{kind} {', '.join(paths[:_MOST_PATHS])}{more}: {reason or 'no reason is known; compare before you deploy'}")
    return lines or ["nothing"]


def steps(translation: Translation, hub_file: Path, imports_file: Path, *, mistakes: bool) -> Iterator[str]:
    """Yield what to do next, in order; commands on lines of their own."""
    secrets = translation.secrets
    number = 0

    def step(words: str) -> str:
        nonlocal number
        number += 1
        return f"{number}. {words}"

    if mistakes:
        yield step(f"Decide what the check asks for, in {hub_file}: jupyterhub-on-eks check {hub_file}")
    if secrets.left_out:
        yield step(f"Set what was not carried over in another way: {', '.join(map(key_path, secrets.left_out))}.")
    if commands := [command for command in (secrets.command(), *secrets.commands) if command]:
        yield step(f"Make {counted(len(commands), 'Secret')} from the release, without showing it:")
        yield from (f"   {command}" for command in commands)
    yield step(f"Back up the hub's database and the homes, and read the plan: make diff HUBS={hub_file}")
    yield "   The release is imported and updated in place; nothing is destroyed or replaced."
    yield step(f"make deploy HUBS={hub_file}")
    yield step(f"Delete {imports_file}: Terraform needs it once.")
    if translation.secrets.texts:
        yield step("Change the secrets that stood in the release: its old revisions, and the first version of the state, still hold them.")
