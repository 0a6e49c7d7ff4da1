"""The report on hub files for people: mistakes and warnings. `main.py` and ``check`` share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from constructs_lib.errors import FileProblem, Kind, key_path
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import folded, styled, width


@dataclass(frozen=True, kw_only=True)
class Report:
    """Mistakes and warnings in the hub files of one run."""

    files: Sequence[Path]
    """The hub files that were checked."""
    mistakes: Sequence[FileProblem]
    warnings: Sequence[FileProblem] = field(default_factory=list)
    strict: bool = False
    """Whether warnings count as mistakes."""

    @property
    def found(self) -> list[FileProblem]:
        """Mistakes, then warnings."""
        return [*self.mistakes, *self.warnings]

    @property
    def status(self) -> ExitStatus:
        """The exit status. A path that is not a hub file is wrong usage, which comes before mistakes in files."""
        if any(problem.kind is Kind.NO_HUB_FILE for problem in self.mistakes):
            return ExitStatus.USAGE
        return ExitStatus.MISTAKES if self.mistakes or (self.strict and self.warnings) else ExitStatus.FINE

    @property
    def verdict(self) -> str:
        """A summary in one sentence."""
        counts = ", ".join((counted(len(self.mistakes), "mistake"), counted(len(self.warnings), "warning")))
        stricter = "; --strict counts warnings as mistakes" if self.strict and self.warnings and not self.mistakes else ""
        return f"{counted(len(self.files), 'hub file')} checked: {counts}{stricter}."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as "no mistakes", "1 mistake", "2 mistakes"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def is_mistake(problem: FileProblem) -> bool:
    """Return whether a problem is a mistake, not a warning."""
    return problem.kind is not Kind.WARNING


def problem_lines(problems: Iterable[FileProblem], stream: TextIO) -> Iterator[str]:
    """Yield each problem as ``file:line:column: key.path: message``, folded and colored for the stream.

    Args:
        problems: mistakes and warnings, in order.
        stream: where the lines are written.
    """
    columns = width(stream)
    for problem in problems:
        where = f"{problem.where}: " if problem.where else ""
        level = "" if is_mistake(problem) else "warning: "
        key = f"{key_path(problem.path)}: " if problem.path else ""
        begin = f"{where}{level}{key}"
        line = folded(problem.words, columns, begin=begin)
        shown = f"{styled(where, 'bold', stream) if where else ''}{styled(level + key, 'red' if not level else 'yellow', stream)}"
        yield (shown if level or key else styled(where, "bold", stream)) + line.removeprefix(begin)


def text_report(report: Report, stream: TextIO) -> str:
    """Return the report for people, with the counts in the last line."""
    color = "green" if report.status is ExitStatus.FINE else "red"
    verdict = styled(folded(report.verdict, width(stream)), color, stream)
    return "\n".join([*problem_lines(report.found, stream), verdict]) + "\n"
