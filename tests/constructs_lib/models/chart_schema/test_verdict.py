"""What the chart accepts: each keyword of a table, with null as Helm treats it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_schema.tables import Place, Table, tables_around
from constructs_lib.models.chart_schema.verdict import refused
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion


def _messages(values: dict[str, Any], *places: Place) -> list[str]:
    """Return the findings with a table whose first entry is the outermost."""
    return [str(problem) for problem in refused(values, Table(places, 0))]


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("boolean", [True, False], [1, "true", [], {}, 0.0]),
        ("string", ["", "a"], [1, True, [], {}]),
        ("integer", [0, -1, 2.0], [1.5, True, "1", []]),
        ("number", [0, 1.5], [False, "1.5", {}]),
        ("array", [[], [1]], [{}, "a", 1]),
        ("object", [{}, {"a": 1}], [[], "a", True]),
    ],
)
def test_type(kind: str, right: list[Any], wrong: list[Any]) -> None:
    """JSON's types, not Python's: true is not a number, and 2.0 is an integer."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"type": [kind]})

    assert [] == [value for value in right if _messages({"a": value}, *places)]
    assert [] == [value for value in wrong if len(_messages({"a": value}, *places)) != 1]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["string"], "a: is a whole number; use text"),
        (["string", "null"], "a: is a whole number; use text, or null"),
        (["object", "array"], "a: is a whole number; use a mapping of keys to values or a list"),
        (["null"], "a: is a whole number; use null"),
    ],
)
def test_message_about_a_type(types: list[str], expected: str) -> None:
    """What the value is, and what to write; never the value, which may be a secret."""
    assert [expected] == _messages({"a": 17}, {"keys": {"a": 1}}, {"type": types})


def test_text_that_terraform_knows() -> None:
    """Nothing can be checked at synth for a reference, whatever is expected there."""
    assert [] == _messages({"a": "${TfToken[TOKEN.7]}"}, {"keys": {"a": 1}}, {"type": ["integer"], "enum": [1]})


def test_choice() -> None:
    """One of the values; true is not 1."""
    places: tuple[Place, ...] = ({"keys": {"a": 1, "password": 1}}, {"enum": [None, "", "x", 1]})

    assert [] == _messages({"a": "x"}, *places) == _messages({"a": ""}, *places) == _messages({"a": None}, *places)
    assert ["a: 'y' is not allowed; use one of null, x, 1"] == _messages({"a": "y"}, *places)
    assert 1 == len(_messages({"a": True}, *places))
    assert "canary" not in _messages({"password": "canary"}, *places)[0]


def test_minimum() -> None:
    """The limit itself is allowed."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"minimum": 0})

    assert [] == _messages({"a": 0}, *places)
    assert ["a: -1 is out of range; use 0 or more"] == _messages({"a": -1}, *places)


def test_unknown_key() -> None:
    """Closed mappings accept only the known keys, also with null; open ones accept any."""
    places: tuple[Place, ...] = ({"keys": {"open": 1, "closed": 2}, "closed": True}, {}, {"keys": {"name": 1}, "closed": True})

    assert [] == _messages({"open": {"x": {"y": 1}}, "closed": {"name": 1}}, *places)
    assert ["closd: unknown key; did you mean closed?"] == _messages({"closd": None}, *places)
    assert ["closed.nam: unknown key; did you mean name?"] == _messages({"closed": {"nam": 1}}, *places)
    assert ["name: unknown key; did you mean values.closed.name?"] == _messages({"name": 1}, *places)
    assert ["huge: unknown key; allowed keys: closed, open"] == _messages({"huge": 1}, *places)


def test_names_by_pattern() -> None:
    """A name that matches is accepted, and its value is checked; for another the name in capitals is suggested, if that matches."""
    places: tuple[Place, ...] = ({"patterns": {"^[A-Z]": 1}, "keys": {"lower": 1}, "closed": True}, {"type": ["object"]})

    assert [] == _messages({"A": {}, "lower": {}}, *places)
    assert ["A: is text; use a mapping of keys to values"] == _messages({"A": "x"}, *places)
    assert ["a: unknown key; did you mean A?"] == _messages({"a": {}}, *places)
    assert ["1: unknown key; allowed keys: lower"] == _messages({"1": {}}, *places)


def test_items() -> None:
    """Each item is checked; null in a list is a value."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"items": 2}, {"type": ["string"]})

    assert ["a[1]: is null; use text", "a[2]: is a whole number; use text"] == _messages({"a": ["x", None, 1]}, *places)


def test_null_removes_a_default() -> None:
    """It is valid for each known key, unless the chart requires the key; also for one that only the requirement names."""
    places: tuple[Place, ...] = ({"keys": {"a": 1, "b": 1}, "required": ["b", "c"]}, {"type": ["object"]})

    assert [] == _messages({"a": None}, *places)
    assert [] == _messages({}, *places)
    assert ["b", "c"] == [problem.partition(":")[0] for problem in _messages({"b": None, "c": None}, *places)]


def test_keys_without_defaults() -> None:
    """Below the user's own names null is a value, and what is required has to be set."""
    places: tuple[Place, ...] = (
        {"patterns": {".*": 1}},
        {"type": ["object"], "keys": {"a": 2, "b": 2}, "required": ["a"]},
        {"type": ["string"]},
    )

    assert [] == _messages({"x": {"a": "y"}}, *places)
    assert ["x.b: is null; use text", "x.a: is required but missing"] == _messages({"x": {"b": None}}, *places)


def test_exactly_one_of() -> None:
    """None and two are wrong."""
    places: tuple[Place, ...] = ({"patterns": {".*": 1}}, {"one_of": ["a", "b"]})

    assert [] == _messages({"x": {"a": 1}}, *places)
    assert ["x: has none of them; set exactly one of a, b"] == _messages({"x": {}}, *places)
    assert ["x: has a and b; set exactly one of a, b"] == _messages({"x": {"a": 1, "b": 1}}, *places)


def test_when_a_key_is_true() -> None:
    """What follows from it, once for each key; only true counts."""
    places: tuple[Place, ...] = (
        {"keys": {"s": 1}},
        {"keys": {"create": 3, "name": 3}, "when": ("create", 2)},
        {"keys": {"name": 4}, "required": ["name", "key"]},
        {},
        {"type": ["string"]},
    )

    assert [] == _messages({"": True}, {})  # nothing follows from a key without a name
    assert [] == _messages({"s": {"create": False}}, *places) == _messages({"s": {}}, *places)
    assert ["s.name: is null; use text", "s.key: is required but missing"] == _messages({"s": {"create": True, "name": None}}, *places)


def test_a_mistake_is_reported_once() -> None:
    """Also if two patterns, or a key and a condition, apply to the same key."""
    places: tuple[Place, ...] = ({"patterns": {"a": 1, ".*": 1}}, {"type": ["string"]})

    assert ["a: is a list; use text"] == _messages({"a": []}, *places)


def test_the_real_charts_keys() -> None:
    """Open mappings of the real chart accept anything; the others don't."""
    table, _ = tables_around(ChartVersion.of(RECOMMENDED))
    assert table
    free = {
        "hub": {"config": {"GenericOAuthenticator": {"x": 1}}, "extraEnv": {"A": {"valueFrom": {}}}, "services": {"mine": {"url": "x"}}},
        "custom": {"x": []},
        "singleuser": {"profileList": [{"display_name": "x"}], "extraEnv": [{"name": "A"}]},
        "global": {"x": 1},
    }

    assert [] == refused(free, table)
    assert 3 == len(refused({"huub": 1, "hub": {"db": {"type": "x"}}, "singleuser": {"profileList": {}}}, table))
