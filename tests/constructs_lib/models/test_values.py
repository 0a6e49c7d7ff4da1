"""Values at paths of nested data."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.values import value_at

_VALUES: dict[str, Any] = {"hub": {"config": {"a": 1, "empty": None}, "list": [{"a": 1}], "text": "a"}}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("hub.config.a", 1),
        ("hub.config", {"a": 1, "empty": None}),
        ("hub.config.empty", None),
        ("hub.config.missing", "default"),
        ("hub.missing.a", "default"),
        ("hub.config.empty.a", "default"),
        ("hub.list.a", "default"),
        ("hub.text.a", "default"),
    ],
)
def test_value(path: str, expected: object) -> None:
    """The default counts if the last key isn't set, whatever is above it; null is a value."""
    assert expected == value_at(_VALUES, path.split("."), default="default")
    assert (None if expected == "default" else expected) == value_at(_VALUES, path.split("."))
