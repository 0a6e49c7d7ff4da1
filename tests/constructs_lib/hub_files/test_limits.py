"""Data allowed in a hub file."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.hub_files.limits import MOST_LEVELS, Refused, RefusedKey, within_limits
from constructs_lib.hub_files.yaml_scalars import OtherKey


def _nested(levels: int) -> Any:
    data: Any = 1
    for _ in range(levels):
        data = {"a": data}
    return data


def _found(data: Any) -> list[tuple[KeyPath, Problem]]:
    found: list[tuple[KeyPath, Problem]] = []
    within_limits(data, found)
    return found


@pytest.mark.parametrize(
    "value",
    ["text", "${x} %{y}", "tab\tand\nline", "ü\U0001f600", 0, -(2**63), 2**63 - 1, 1.5, True, None, [], {}, [{"a": [1]}]],
)
def test_plain_values(value: Any) -> None:
    """Text, numbers, true and false, null, lists and mappings."""
    assert [] == _found({"a": value})
    assert {"a": value} == within_limits({"a": value}, [])


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
        ({"a": {OtherKey("true"): "x"}}, ("a", "true"), "a: a key is not text; put it in quotes"),
        *(
            (
                {"a": [float(number)]},
                ("a", 0),
                "a[0]: is not a finite number, and JSON, Helm and Terraform have no others; use a number, or put it in quotes if it is text",
            )
            for number in ("nan", "inf", "-inf")
        ),
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
    ((place, problem),) = _found(data)

    assert (where, message) == (place, str(problem))


def test_everything_is_found() -> None:
    """In the order of the data, at any depth, also below a key that is not allowed; stand-ins replace it, and the rest stays."""
    data = {"a": "\x00", "b": {1: {"c": [2**64, "x"]}, "d": "TfToken[1]"}, "e": b"x"}
    found: list[tuple[KeyPath, Problem]] = []
    allowed = within_limits(data, found)

    assert [("a",), ("b", 1), ("b", 1, "c", 0), ("b", "d"), ("e",)] == [place for place, _ in found]
    key = next(iter(allowed["b"]))
    assert isinstance(key, RefusedKey)
    assert 1 == key.key
    assert all(isinstance(value, Refused) for value in (allowed["a"], allowed["b"][key]["c"][0], allowed["b"]["d"], allowed["e"]))
    assert "x" == allowed["b"][key]["c"][1]


def test_levels() -> None:
    """As many as any chart values have, and no more than the models can walk; the message has the true limit."""
    too_deep = (("a", "a", "a"), Problem("is nested too deeply; a hub file may have 50 levels of mappings and lists", ("a", "a", "a")))

    assert [] == _found(_nested(MOST_LEVELS))
    assert [too_deep] == _found(_nested(MOST_LEVELS + 1))
    assert [too_deep] == _found(_nested(10_000))
