"""Console output of the scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from scripts.console import Trouble, run_command, step, styled


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def test_a_step_is_one_line_with_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, a step is one plain line."""
    with step("Python packages"):
        pass

    assert "  Python packages ... 0 s\n" == capsys.readouterr().out


def test_a_failed_step_is_not_shown_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    """The line of a failed step states so instead of its seconds."""
    with pytest.raises(Trouble), step("Python packages"):
        raise Trouble("no")

    assert "  Python packages ... stopped\n" == capsys.readouterr().out


@pytest.mark.parametrize(("term", "no_color", "colored"), [("xterm", "", True), ("dumb", "", False), ("xterm", "1", False)])
def test_color_only_for_a_person_who_wants_it(term: str, no_color: str, colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- a parameter of the test
    """Neither dumb terminals nor NO_COLOR get escape sequences; nor does anything that is not a terminal."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_color)

    assert bool(re.search("\033", styled("text", "red", Terminal()))) is colored
    assert "text" == styled("text", "red", io.StringIO())


def _fails(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (Trouble("wrong\ndo this", status=2), 2, "wrong\ndo this\n"),
        (FileNotFoundError(2, "No such file", "cdktf"), 1, "[Errno 2] No such file: 'cdktf'\nFix this and run the command again. "),
        (KeyboardInterrupt(), 130, "Interrupted. Run the command again; completed steps are skipped.\n"),
    ],
    ids=["trouble", "error of the system", "interruption"],
)
def test_what_stops_a_command_is_reported(error: BaseException, status: int, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One message on standard error with what to do, and the exit status of its kind; no traceback."""
    assert status == run_command(_fails(error))
    out, err = capsys.readouterr()
    assert ("", message) == (out, err[: len(message)])


def test_a_colored_report_keeps_its_colors(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The app has colored each of its mistakes; other messages have a red first line."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)

    run_command(_fails(Trouble("\033[1ma\033[0m\nb")))
    run_command(_fails(Trouble("a\nb")))

    assert "\033[1ma\033[0m\nb\n\033[31ma\033[0m\nb\n" == capsys.readouterr().err


def test_an_error_of_the_program_is_not_hidden() -> None:
    """A traceback is for its developers."""
    with pytest.raises(ZeroDivisionError):
        run_command(_fails(ZeroDivisionError()))


def test_a_command_that_succeeds_gives_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is printed."""
    assert 3 == run_command(lambda: 3)
    assert ("", "") == capsys.readouterr()
