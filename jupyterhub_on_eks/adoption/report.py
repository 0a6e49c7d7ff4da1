"""What adoption has done and what is left to do, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TextIO

from constructs_lib.errors import key_path
from jupyterhub_on_eks.adoption.adopting import Adoption
from jupyterhub_on_eks.adoption.difference import Difference
from jupyterhub_on_eks.cli.report import counted, problem_lines
from jupyterhub_on_eks.cli.terminal import folded, styled, width

#: How many paths of one reason are named.
_MOST_PATHS = 3


def adoption_report(adoption: Adoption, stream: TextIO) -> str:
    """Write the report.

    Args:
        adoption: what was written.
        stream: where the text goes.
    """
    return "\n".join(_lines(adoption, stream)) + "\n"


def _lines(adoption: Adoption, stream: TextIO) -> Iterator[str]:
    columns, translation = width(stream), adoption.translation
    found = translation.found
    yield f"{styled('Hub', 'bold', stream)}       release {found.release} in {found.namespace}, chart {found.version}"
    objects = (f"{each.to.partition('.')[0]} {each.id}" for each in adoption.imports)
    yield f"{styled('Written', 'bold', stream)}   {adoption.hub_file}"
    yield f"          {adoption.imports_file} (imports {', '.join(objects)})"
    if translation.secrets.notes:
        yield _heading("Secrets in the values, of which none was written:", stream)
        yield from (folded(note, columns, begin="  ", indent="    ") for note in translation.secrets.notes)
    yield _heading("What the release gets beyond what it has:", stream)
    yield from (folded(line, columns, begin="  ", indent="    ") for line in grouped(translation.differences))
    if adoption.check.found:
        yield _heading("What the check of the hub file says:", stream)
        yield from problem_lines(adoption.check.found, stream)
    yield _heading("Next:", stream)
    yield from (f"  {line}" for line in steps(adoption))


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


def steps(adoption: Adoption) -> Iterator[str]:
    """Yield what to do next, in order; commands on lines of their own."""
    secrets, hub_file = adoption.translation.secrets, adoption.hub_file
    number = count(1)
    if adoption.check.mistakes:
        yield f"{next(number)}. Decide what the check asks for, in {hub_file}: jupyterhub-on-eks check {hub_file}"
    if secrets.left_out:
        yield f"{next(number)}. Set what was not carried over in another way: {', '.join(map(key_path, secrets.left_out))}."
    if commands := [command for command in (secrets.command(), *secrets.commands) if command]:
        yield f"{next(number)}. Make {counted(len(commands), 'Secret')} from the release, without showing it:"
        yield from (f"   {command}" for command in commands)
    yield f"{next(number)}. Back up the hub's database and the homes, and read the plan: make diff HUBS={hub_file}"
    yield "   The release is imported and updated in place; nothing is destroyed or replaced."
    yield f"{next(number)}. make deploy HUBS={hub_file}"
    yield f"{next(number)}. Delete {adoption.imports_file}: Terraform needs it once."
    if secrets.texts:
        yield f"{next(number)}. Change the secrets that stood in the release: its old revisions, and the first version of the state, still hold them."
