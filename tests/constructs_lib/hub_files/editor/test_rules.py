"""Rules across keys, as JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from constructs_lib.hub_files.editor.rules import given, is_word, one_of, refuse, require


def _valid(rules: list[dict[str, Any]], value: dict[str, Any]) -> bool:
    return Draft202012Validator({"allOf": rules}).is_valid(value)


@pytest.mark.parametrize(
    ("value", "valid"), [({}, False), ({"a": 1}, True), ({"a": 1, "b": 2}, False), ({"a": 1, "b": None}, True), ({"a": None}, True)]
)
def test_one_of(value: dict[str, Any], valid: bool) -> None:  # noqa: FBT001  # a case
    """Null counts as not set; that none of them is set is only reported if no key exists."""
    assert valid is _valid(one_of(("a", "b"), none="", several=""), value)


def test_refuse_and_require() -> None:
    """If the conditions hold."""
    rules = [refuse("a", "", given("b")), require("c", "", is_word("kind", "x-y"))]

    assert _valid(rules, {"a": False, "b": 1, "kind": "z"})
    assert not _valid(rules, {"a": True, "b": 1})
    assert not _valid(rules, {"kind": "X-y"})
    assert _valid(rules, {"kind": "X-y", "c": 1})


def test_a_default_counts() -> None:
    """A missing key has its default."""
    rule = refuse("a", "", is_word("kind", "x", default=True))

    assert (False, True) == (_valid([rule], {"a": 1}), _valid([rule], {"a": 1, "kind": "y"}))
