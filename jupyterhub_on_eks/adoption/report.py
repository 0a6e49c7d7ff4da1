"""The report of an adoption: what was written, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TextIO

from constructs_lib.errors import key_path
from jupyterhub_on_eks.adoption.adopting import Adoption
from jupyterhub_on_eks.adoption.difference import Difference
from jupyterhub_on_eks.adoption.free_text import unread
from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.report import counted, problem_lines
from jupyterhub_on_eks.terminal import folded, styled, width

#: Maximum paths shown for one reason.
_MOST_PATHS = 3


def adoption_report(adoption: Adoption, stream: TextIO) -> str:
    """Write the report.

    Args:
        adoption: the result of the adoption.
        stream: where the text is written.
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
        yield _heading("Secrets in the values; none was written:", stream)
        yield from (folded(note, columns, begin="  ", indent="    ") for note in translation.secrets.notes)
    if kept := unread(translation.hub.get("values", {}), had=found.values):
        yield _heading("Programs and files that are kept; no search finds every secret in them:", stream)
        yield from (folded(f"{key_path(path)}: read it for secrets", columns, begin="  ", indent="    ") for path in kept)
    yield _heading("Changes to the values of the release:", stream)
    yield from (folded(line, columns, begin="  ", indent="    ") for line in grouped(translation.differences))
    if adoption.check.found:
        yield _heading("The check of the hub file reports:", stream)
        yield from problem_lines(adoption.check.found, stream)
    yield _heading("Next:", stream)
    yield from (f"  {line}" for line in steps(adoption))


def _heading(text: str, stream: TextIO) -> str:
    return f"\n{styled(text, 'bold', stream)}"


def grouped(differences: Sequence[Difference]) -> list[str]:
    """Return one line for each reason, those without a reason first."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for each in differences:
        by_reason.setdefault((each.kind, each.reason), []).append(key_path(each.path))
    lines = []
    for (kind, reason), paths in sorted(by_reason.items(), key=lambda item: bool(item[0][1])):
        more = f" and {len(paths) - _MOST_PATHS} more" if len(paths) > _MOST_PATHS else ""
        lines.append(f"{kind} {', '.join(paths[:_MOST_PATHS])}{more}: {reason or 'reason unknown; compare before you deploy'}")
    return lines or ["nothing"]


def steps(adoption: Adoption) -> Iterator[str]:
    """Yield the next steps, in order; commands are on separate lines."""
    secrets, hub_file = adoption.translation.secrets, adoption.hub_file
    commands, number = Commands(paths=[hub_file]), count(1)
    if adoption.check.mistakes:
        yield f"{next(number)}. Fix what the check reports, in {hub_file}: {commands.line('check')}"
    if secrets.left_out:
        yield f"{next(number)}. Set in another way what was not carried over: {', '.join(map(key_path, secrets.left_out))}."
    if creating := [command for command in (secrets.command(), *secrets.commands) if command]:
        yield f"{next(number)}. Create {counted(len(creating), 'Secret')} from the release, without showing it:"
        yield from (f"   {command}" for command in creating)
    yield f"{next(number)}. Back up the hub's database and the homes, and read the plan: {commands.line('diff')}"
    yield "   The release is imported and updated in place; nothing is destroyed or replaced."
    found = adoption.translation.found
    if found.add_ons is None and not found.labeled_versions():  # from files, none of which shows the chart's version
        yield f"   Before that, `helm list -n {found.namespace}` has to show jupyterhub-{found.version} in the column CHART; otherwise this is an upgrade."
    yield f"{next(number)}. Deploy: {commands.line('deploy')}"
    yield f"{next(number)}. Delete {adoption.imports_file}: Terraform needs it only once."
    if secrets.texts:
        yield f"{next(number)}. Rotate the secrets that were in the release: its old revisions, and the first version of the state, still contain them."
