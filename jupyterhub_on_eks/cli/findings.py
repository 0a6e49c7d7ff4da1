"""Findings of ``doctor`` and ``status``, as lines for people and as data for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from constructs_lib.errors import HubFileError
from constructs_lib.hub_files.model import HubFile
from jupyterhub_on_eks.cli.chosen_stacks import NoSuchStackError, chosen_stacks
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.findings.finding import Finding, Level
from jupyterhub_on_eks.report import Report, text_report
from jupyterhub_on_eks.terminal import folded, styled, width

#: Label and color of each level.
_SHOWN = {
    Level.OK: ("ok", "green"),
    Level.WARNING: ("warning", "yellow"),
    Level.WAITING: ("waiting", "yellow"),
    Level.FAILURE: ("failure", "red"),
    Level.NOT_CHECKED: ("not checked", "dim"),
}
_WIDEST = max(len(label) for label, _ in _SHOWN.values())


def finding_lines(findings: Sequence[Finding], stream: TextIO) -> Iterator[str]:
    """Yield the lines of a table: level, check, message and fix. In files and pipes, each finding is one line.

    Args:
        findings: in the order of the report.
        stream: where the lines are written.
    """
    columns = width(stream)
    names = max((len(finding.check) for finding in findings), default=0)
    for finding in findings:
        label, style = _SHOWN[finding.level]
        begin = f"{label:<{_WIDEST}}  {finding.check:<{names}}  "
        indent = " " * len(begin) if columns and columns > 2 * len(begin) else "    "
        line = folded(finding.line, columns, begin=begin, indent=indent)
        yield styled(f"{label:<{_WIDEST}}", style, stream) + line.removeprefix(f"{label:<{_WIDEST}}")


def finding_data(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Return findings for JSON."""
    return [{"check": finding.check, "level": finding.level.value, "message": finding.message, "fix": finding.fix} for finding in findings]


def with_stacks(paths: Sequence[Path], names: Sequence[str], verb: Callable[[list[HubFile]], ExitStatus]) -> ExitStatus:
    """Run a verb on the chosen stacks, or report mistakes in hub files and unknown stacks.

    Args:
        paths: hub files and folders of the command line.
        names: names of stacks. Empty: all stacks.
        verb: called with the hub files.
    """
    try:
        files = chosen_stacks(paths, names)
    except HubFileError as error:
        report = Report(files=[], mistakes=error.found)
        sys.stderr.write("".join(line for line in text_report(report, sys.stderr).splitlines(keepends=True)[:-1]))
        return report.status
    except NoSuchStackError as error:
        print(f"{styled('Error: ', 'red', sys.stderr)}{error}.".replace("?.", "?"), file=sys.stderr)
        return ExitStatus.USAGE
    return verb(files)
