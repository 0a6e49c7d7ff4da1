"""Deep merge of chart values."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from constructs_lib.chart_values.merge import merged, placed


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        (({}, {}), {}),
        (({"a": 1}, {"b": 2}), {"a": 1, "b": 2}),
        (({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}), {"a": {"b": 1, "c": 3}}),
        (({"a": [1, 2]}, {"a": [3]}), {"a": [3]}),
        (({"a": {"b": 1}}, {"a": None}), {"a": None}),
        (({"a": None}, {"a": {"b": 1}}), {"a": {"b": 1}}),
        (({"a": {"b": 1}}, {"a": "x"}), {"a": "x"}),
        (({"a": "x"}, {"a": {"b": 1}}), {"a": {"b": 1}}),
        (({"a": {"b": 1}}, {"a": {}}), {"a": {"b": 1}}),
        (({"a": 1}, {"a": 2}, {"a": 3}), {"a": 3}),
        (({"a": {"b": {"c": 1}}}, {"a": {"b": {"d": 2}}}, {"a": {"b": {"c": None}}}), {"a": {"b": {"c": None, "d": 2}}}),
    ],
)
def test_merged(layers: tuple[dict[str, Any], ...], expected: dict[str, Any]) -> None:
    """Mappings merge at every depth, everything else replaces, null stays."""
    assert expected == merged(*layers)


def test_no_input_is_changed() -> None:
    """The layers may be the user's own settings."""
    layers: list[dict[str, Any]] = [{"a": {"b": {"c": 1}}}, {"a": {"b": {"d": [1]}}}, {"a": {"e": 2}}]
    before = copy.deepcopy(layers)

    merged(*layers)

    assert before == layers


def test_order_of_keys() -> None:
    """The base's keys come first, so that the order of the result is stable."""
    assert ["b", "a", "c"] == list(merged({"b": 1, "a": 2}, {"c": 3, "a": 4}))


def test_placed() -> None:
    """Below all keys of the path, the outermost first."""
    assert {"proxy": {"chp": {"resources": {}}}} == placed(("proxy", "chp"), {"resources": {}})
    assert {"a": 1} == placed((), {"a": 1})
