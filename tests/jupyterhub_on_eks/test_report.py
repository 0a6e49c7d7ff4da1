"""The report for people."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from constructs_lib.errors import FileProblem, Kind
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.report import Report, counted, is_mistake, problem_lines, text_report

MISTAKES = [
    FileProblem("a.yaml", "unknown key; did you mean region?", ("cluster", "regoin"), 2, 3, Kind.UNKNOWN_KEY),
    FileProblem("a.yaml", "is empty", kind=Kind.UNREADABLE),
    FileProblem(None, "nothing is named", kind=Kind.CONFLICT),
]
WARNINGS = [FileProblem("b.yaml", "true makes every user root", ("run_as_root",), 9, 1, Kind.WARNING)]
LINES = [
    "a.yaml:2:3: cluster.regoin: unknown key; did you mean region?",
    "a.yaml: is empty",
    "nothing is named",
    "b.yaml:9:1: warning: run_as_root: true makes every user root",
]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_one_line_each() -> None:
    """The form of compilers; a warning is marked as one."""
    assert LINES == list(problem_lines([*MISTAKES, *WARNINGS], io.StringIO()))


def test_all_are_colored_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The position of each is bold, the key of each mistake red, the prefix of a warning yellow; the text is the same."""
    monkeypatch.setenv("FORCE_COLOR", "1")

    lines = list(problem_lines([MISTAKES[0], MISTAKES[0], *MISTAKES[1:], *WARNINGS], io.StringIO()))

    assert "\033[1ma.yaml:2:3: \033[0m\033[31mcluster.regoin: \033[0munknown key; did you mean region?" == lines[0] == lines[1]
    assert "\033[1ma.yaml: \033[0mis empty" == lines[2]
    assert "\033[1mb.yaml:9:1: \033[0m\033[33mwarning: run_as_root: \033[0mtrue makes every user root" == lines[4]
    assert LINES == [re.sub(r"\033\[\d+m", "", line) for line in lines[1:]]


def test_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between words, with the position at the beginning of a line, where editors and terminals find it."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")

    assert ["a.yaml:2:3: cluster.regoin: unknown key;\n    did you mean region?"] == list(problem_lines(MISTAKES[:1], io.StringIO()))


def test_last_line_counts() -> None:
    """Files, mistakes and warnings; it states whether --strict decided."""
    report = Report(files=[Path("a.yaml"), Path("b.yaml")], mistakes=MISTAKES, warnings=WARNINGS)
    strict = Report(files=[Path("b.yaml")], mistakes=[], warnings=WARNINGS, strict=True)

    assert "\n".join([*LINES, "2 hub files checked: 3 mistakes, 1 warning.\n"]) == text_report(report, io.StringIO())
    assert text_report(strict, io.StringIO()).endswith(
        "\n1 hub file checked: no mistakes, 1 warning; --strict counts warnings as mistakes.\n"
    )


@pytest.mark.parametrize(
    ("mistakes", "warnings", "strict", "expected"),
    [
        ([], [], False, ExitStatus.FINE),
        ([], WARNINGS, False, ExitStatus.FINE),
        ([], WARNINGS, True, ExitStatus.MISTAKES),
        ([], [], True, ExitStatus.FINE),
        (MISTAKES, [], False, ExitStatus.MISTAKES),
        ([*MISTAKES, FileProblem("c", "is not there", kind=Kind.NO_HUB_FILE)], [], False, ExitStatus.USAGE),
    ],
)
def test_status(mistakes: list[FileProblem], warnings: list[FileProblem], strict: bool, expected: ExitStatus) -> None:  # noqa: FBT001 -- a parameter of the test
    """Right files, mistakes, or a command that names a missing file."""
    assert expected is Report(files=[], mistakes=mistakes, warnings=warnings, strict=strict).status


def test_counts() -> None:
    """Numbers with their nouns, and mistakes apart from warnings."""
    assert ["no files", "1 file", "2 files"] == [counted(number, "file") for number in range(3)]
    assert [True, False] == [is_mistake(problem) for problem in (MISTAKES[0], WARNINGS[0])]
