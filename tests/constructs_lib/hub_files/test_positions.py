"""Positions: from offsets and key paths to lines and columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.errors import FileProblem, KeyPath, Kind, Problem
from constructs_lib.hub_files.positions import Position, Positions, file_problem


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("abc", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("a\nbc", 1, (1, 2)),
        ("a\nbc", 2, (2, 1)),
        ("a\r\nbc", 4, (2, 2)),
        ("a\rbc", 3, (2, 2)),
        ("a\n\nb", 3, (3, 1)),
        ("\tüx", 2, (1, 3)),
        ("a\u2028b\x85c\x0cd", 6, (1, 7)),
    ],
    ids=["start", "same line", "line end", "next line", "windows", "old mac", "empty line", "tab and umlaut", "separators"],
)
def test_lines_and_columns(text: str, offset: int, expected: tuple[int, int]) -> None:
    """Both count from 1 and a character is one column; lines end where an editor ends them."""
    positions = Positions(text)

    assert expected == positions.at(offset)
    assert offset == positions.offset(Position(*expected))


@pytest.mark.parametrize(("text", "expected"), [("ab\n\n", (1, 3)), ("a\nbc", (2, 3)), ("", (1, 1))])
def test_end_of_the_file(text: str, expected: tuple[int, int]) -> None:
    """What is missing at the end is shown after the last text, not in a line that an editor does not show."""
    assert expected == Positions(text).at(len(text))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("cluster",), (1, 1)),
        (("cluster", "name"), (2, 3)),
        (("cluster", "region"), (1, 1)),
        (("cluster", "tags", 3, "key"), (1, 1)),
        (("add_ons", 0), (3, 12)),
        (("add_ons", 1), (3, 1)),
        (("backend",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_nearest_key(path: KeyPath, expected: tuple[int, int]) -> None:
    """A key of the file has its own position; a missing one has that of the nearest mapping or list around it."""
    text = "cluster:\n  name: c\nadd_ons: [ x]\n"
    offsets = {(): 0, ("cluster",): 0, ("cluster", "name"): 11, ("add_ons",): 19, ("add_ons", 0): 30}

    assert expected == Positions(text, offsets).find(path)


def test_unknown_positions() -> None:
    """No position is better than a wrong one."""
    assert Positions("a: 1\n").find(("a",)) is None


def test_problem_at_its_place() -> None:
    """Message and key path of the problem, line and column of the position; a message without a key is about the whole file."""
    problem = Problem("is wrong", ("cluster", "name"))

    assert FileProblem(Path("a.yaml"), "is wrong", ("cluster", "name"), 2, 3, Kind.CONFLICT) == file_problem(
        Path("a.yaml"), problem, Position(2, 3), kind=Kind.CONFLICT
    )
    assert FileProblem(Path("a.yaml"), "is empty") == file_problem(Path("a.yaml"), "is empty")


@pytest.mark.parametrize(
    ("message", "base", "expected"),
    [
        ("hub.env: is secret", (), ("hub", "env")),
        ("hub.env.X: is secret", (), ("hub", "env")),
        ("list[1].a: is secret", (), ("list", 1, "a")),
        ("list[12].a: is secret", (), ("list",)),
        ("env: is secret", ("hub",), ("hub", "env")),
        ("hub has no such key", (), ()),
        ("environment: is unknown", ("hub",), ("hub",)),
        ('"odd key": is secret', ("hub",), ("hub", "odd key")),
        ("nothing", ("hub", "none"), ("hub", "none")),
    ],
)
def test_key_at_the_start_of_a_message(message: str, base: KeyPath, expected: KeyPath) -> None:
    """The deepest key of the file that the message starts with; a key that is only a prefix of the text doesn't count."""
    paths: list[KeyPath] = [(), ("hub",), ("hub", "env"), ("hub", "odd key"), ("list",), ("list", 1), ("list", 1, "a")]

    assert expected == Positions("", dict.fromkeys(paths, 0)).written_in(message, base)
