"""Environment variables in both forms of the chart."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.environment import variables

_FROM = {"valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (None, {}),
        ({}, {}),
        ([], {}),
        ({"A": "b", "C": _FROM}, {"A": "b", "C": _FROM}),
        ({"x": {"name": "A", "value": "b"}}, {"A": "b"}),
        ({"A": {"value": "b"}, "B": None}, {"A": {"value": "b"}, "B": None}),
        ([{"name": "A", "value": "b"}, {"name": "C", **_FROM}], {"A": "b", "C": _FROM}),
        ([{"name": "A", "value": "b"}, {"name": "A", "value": "c"}], {"A": "c"}),
        ([{"name": "A"}], {"A": {}}),
        (["A=b"], None),
        ([{"value": "b"}], None),
        ([{"name": 1}], None),
        ("A=b", None),
        (1, None),
    ],
)
def test_variables(environment: Any, expected: Any) -> None:
    """By their names, as the container has them; what has no names gives none."""
    assert expected == variables(environment)
