"""Reports of the verdicts on an upgrade, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from constructs_lib.errors import key_path
from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.report import problem_lines
from jupyterhub_on_eks.terminal import folded, styled, width
from jupyterhub_on_eks.upgrade.change import Effect
from jupyterhub_on_eks.upgrade.verdict import Verdict

#: Incremented when a key is removed or changes its meaning.
FORMAT = 1


def text_report(found: Mapping[Path, Sequence[Verdict]], target: ChartVersion, stream: TextIO) -> str:
    """Return the verdicts for people.

    Args:
        found: the verdicts, by the hub file.
        target: the target version.
        stream: where the text is written.
    """
    parts = ["\n".join(_lines(path, verdict, stream)) for path, verdicts in found.items() for verdict in verdicts]
    fine = [f"{path}: no hub has a version below {target}; there is nothing to do." for path, verdicts in found.items() if not verdicts]
    return "\n\n".join([*parts, *fine]) + "\n"


def _lines(path: Path, verdict: Verdict, stream: TextIO) -> Iterator[str]:
    columns = width(stream)
    yield styled(f"{path}: {verdict.hub}, chart {verdict.old} to {verdict.new}", "bold", stream)
    yield "\nChange first:" if verdict.first else "\nNothing in the file has to change except `version`."
    yield from problem_lines(verdict.first, stream)
    if verdict.known:
        yield "\nWhat changes:"
        yield from (folded(_line(effect), columns, begin="  ", indent="    ") for effect in verdict.known)
    if verdict.fixed:
        yield "\nFixed vulnerabilities:"
        yield from (folded(hole, columns, begin="  ", indent="    ") for hole in verdict.fixed)
    yield "\nSteps:"
    yield from (folded(step, columns, begin=f"  {number}. ", indent="     ") for number, step in enumerate(verdict.steps, 1))


def _line(effect: Effect) -> str:
    where = f"{key_path(effect.path)}: " if effect.path else ""
    return f"{where}{effect.message}{f' [{effect.source}]' if effect.source else ''}"


def json_report(found: Mapping[Path, Sequence[Verdict]], target: ChartVersion) -> str:
    """Return the verdicts for programs.

    Args:
        found: the verdicts, by the hub file.
        target: the target version.
    """
    hubs = [
        {
            "file": str(path),
            "hub": verdict.hub,
            "from": str(verdict.old),
            "to": str(verdict.new),
            "first": [
                {"line": each.line, "column": each.column, "key": key_path(each.path) or None, "message": each.words}
                for each in verdict.first
            ],
            "known": [
                {"key": key_path(each.path) or None, "message": each.message, "source": each.source or None} for each in verdict.known
            ],
            "fixed": list(verdict.fixed),
            "steps": list(verdict.steps),
        }
        for path, verdicts in found.items()
        for verdict in verdicts
    ]
    return json.dumps({"format": FORMAT, "to": str(target), "hubs": hubs}, indent=2, ensure_ascii=False) + "\n"
