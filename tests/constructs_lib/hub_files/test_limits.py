"""Data allowed in a hub file."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.errors import Problem
from constructs_lib.hub_files.limits import MOST_LEVELS, first_problem


def _nested(levels: int) -> Any:
    data: Any = 1
    for _ in range(levels):
        data = {"a": data}
    return data


@pytest.mark.parametrize(
    "value",
    ["text", "${x} %{y}", "tab\tand\nline", "ü\U0001f600", 0, -(2**63), 2**63 - 1, 1.5, float("inf"), True, None, [], {}, [{"a": [1]}]],
)
def test_plain_values(value: Any) -> None:
    """Text, numbers, true and false, null, lists and mappings."""
    assert first_problem({"a": value}) is None


@pytest.mark.parametrize(
    ("data", "where", "message"),
    [
        ({"a": b"x"}, ("a",), "a: is binary data, which is not allowed in a hub file; put it in quotes"),
        ({"a": [1, {2}]}, ("a", 1), "a[1]: is a set, which is not allowed in a hub file; put it in quotes"),
        (
            {"a": 2**63},
            ("a",),
            "a: is a whole number of more than 64 bits, which Helm and Terraform don't support; put it in quotes if it is text",
        ),
        ({"a": {1: "x"}}, ("a", 1), "a: a key is not text; put it in quotes"),
        ({None: "x"}, (None,), "the file: a key is not text; put it in quotes"),
        ({"a": "\x1b[31m"}, ("a",), "a: contains the character U+001B, which can't be written to text files; remove it"),
        ({"a": "\ud800"}, ("a",), "a: contains the character U+D800, which can't be written to text files; remove it"),
        (
            {"a": {"b": 1, "\x00": 1}},
            ("a", "\x00"),
            "a: a key contains the character U+0000, which can't be written to text files; remove it",
        ),
        ({"a": "TfToken[1]"}, ("a",), "a: contains 'TfToken[', which CDKTF reserves; use something else"),
    ],
)
def test_what_is_not_allowed(data: dict[Any, Any], where: tuple[Any, ...], message: str) -> None:
    """It is reported with its key path and what to do; a wrong key is reported at the key."""
    found = first_problem(data)

    assert found
    assert (where, message) == (found[0], str(found[1]))


def test_levels() -> None:
    """As many as any chart values have, and no more than the models can walk."""
    too_deep = (("a", "a", "a"), Problem("is nested too deeply; a hub file needs fewer than 20 levels", ("a", "a", "a")))

    assert first_problem(_nested(MOST_LEVELS)) is None
    assert too_deep == first_problem(_nested(MOST_LEVELS + 1))
    assert too_deep == first_problem(_nested(10_000))
