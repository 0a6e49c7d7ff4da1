"""How the scripts speak."""

from __future__ import annotations

import io
import re

import pytest

from scripts.console import Trouble, report, step, styled, waiting


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_step_is_one_line_with_its_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody watches, a step is one plain line."""
    with step("Python packages"):
        pass

    assert "  Python packages ... 0 s\n" == capsys.readouterr().out


def test_a_failed_step_is_not_shown_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    """The line of a step that failed says so instead of its seconds."""
    with pytest.raises(Trouble), step("Python packages"):
        raise Trouble("no")

    assert "  Python packages ... stopped\n" == capsys.readouterr().out


def test_a_terminal_sees_the_seconds_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the line is rewritten, and stands complete at the end."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with step("Python packages"):
        pass

    assert "  Python packages ...\r  Python packages ... 0 s\n" == terminal.getvalue()


def test_waiting_leaves_no_trace(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is wiped out on a terminal, and never shown elsewhere."""
    with waiting("Synthesizing ..."):
        pass
    assert "" == capsys.readouterr().out

    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("Synthesizing ..."):
        pass
    assert "Synthesizing ...\r\033[K" == terminal.getvalue()


@pytest.mark.parametrize(("term", "no_color", "coloured"), [("xterm", "", True), ("dumb", "", False), ("xterm", "1", False)])
def test_colour_only_for_a_person_who_wants_it(term: str, no_color: str, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- a parameter of the test
    """Neither dumb terminals nor NO_COLOR get escape sequences; nor does anything that is no terminal."""
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_color)

    assert bool(re.search("\033", styled("text", "red", Terminal()))) is coloured
    assert "text" == styled("text", "red", io.StringIO())


def test_a_trouble_goes_to_standard_error_with_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    """The message is printed as it is, and decides the exit status."""
    assert 2 == report(Trouble("wrong\ndo this", status=2))
    assert ("", "wrong\ndo this\n") == capsys.readouterr()
