"""Properties of the terminal."""

from __future__ import annotations

import io

import pytest

from jupyterhub_on_eks.terminal import colors, folded, styled, width


class Terminal(io.StringIO):
    """A stream that a person watches, but which has no size."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(
    ("environment", "terminal", "expected"),
    [
        ({"TERM": "xterm"}, True, True),
        ({}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"CI": "true"}, True, False),
        ({"CI": ""}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "CI": "true", "TERM": "dumb"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colors(environment: dict[str, str], terminal: bool, expected: bool) -> None:  # noqa: FBT001 -- parameters of the test
    """For a person who wants them; everywhere if forced, nowhere if turned off."""
    assert expected is colors(Terminal() if terminal else io.StringIO(), environment)


def test_styled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text between escape sequences, or the text alone."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\033[31mno\033[0m" == styled("no", "red", io.StringIO())

    monkeypatch.setenv("NO_COLOR", "1")
    assert "no" == styled("no", "red", io.StringIO())


@pytest.mark.parametrize(
    ("environment", "terminal", "expected"),
    [
        ({"COLUMNS": "60"}, True, 60),
        ({"COLUMNS": "60"}, False, None),
        ({"COLUMNS": "60", "FORCE_COLOR": "1"}, False, 60),
        ({"COLUMNS": "60", "CI": "1"}, True, None),
        ({"COLUMNS": "2"}, True, 20),
        ({"COLUMNS": "0"}, True, None),
        ({"COLUMNS": "-4"}, True, None),
        ({"COLUMNS": "wide"}, True, None),
        ({"COLUMNS": "9" * 5000}, True, None),
        ({}, True, None),
        ({}, False, None),
    ],
)
def test_width(environment: dict[str, str], terminal: bool, expected: int | None) -> None:  # noqa: FBT001 -- the same
    """Of a terminal, with COLUMNS before its own; a pipe is never folded. test_app.py uses a real terminal."""
    assert expected == width(Terminal() if terminal else io.StringIO(), environment)


@pytest.mark.parametrize("columns", [20, 33, 80])
@pytest.mark.parametrize("begin", ["a: ", "my hubs/a.yaml:1:2: ", "my hubs/a.yaml:1:2: add_ons[1].jupyterhub: "])
def test_folded(columns: int, begin: str) -> None:
    """No line is wider than requested, unless one word is; no word is lost, and the prefix stays whole."""
    message = "the value of a key is wrong because of-this-and-that and 'a/rather/long/path/that/nobody/can/break'"
    text = folded(message, columns, begin=begin, indent="  ")
    first, *further = text.removeprefix(begin).split("\n")

    assert text.startswith(begin)
    assert message.split() == " ".join([first, *further]).split()
    assert len(begin + first) <= columns or not first
    assert all(len(line) <= columns or " " not in line.strip() for line in further)
    assert all(line.startswith("  ") for line in further)


def test_not_folded() -> None:
    """One line stays one line."""
    assert "a: " + "word " * 100 == folded("word " * 100, None, begin="a: ")
    assert "a: " == folded("", 40, begin="a: ")
