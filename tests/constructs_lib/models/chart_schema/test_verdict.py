"""What the chart takes: each word of a table, with null as Helm understands it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_schema.tables import Place, Table, tables_around
from constructs_lib.models.chart_schema.verdict import refused
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion


def _said(values: dict[str, Any], *places: Place) -> list[str]:
    """Give the verdict by a table whose first place is the outermost."""
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
    """JSON's types, not Python's: true is no number, and 2.0 is an integer."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"type": [kind]})

    assert [] == [value for value in right if _said({"a": value}, *places)]
    assert [] == [value for value in wrong if len(_said({"a": value}, *places)) != 1]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["string"], "a: is a whole number; use text"),
        (["string", "null"], "a: is a whole number; use text, or null"),
        (["object", "array"], "a: is a whole number; use a mapping of keys to values or a list"),
        (["null"], "a: is a whole number; use null"),
    ],
)
def test_words_on_a_type(types: list[str], expected: str) -> None:
    """What the value is, and what to write; never the value, which may be a secret."""
    assert [expected] == _said({"a": 17}, {"keys": {"a": 1}}, {"type": types})


def test_text_that_terraform_knows() -> None:
    """Nothing can be said at synth of a reference, whatever is wanted there."""
    assert [] == _said({"a": "${TfToken[TOKEN.7]}"}, {"keys": {"a": 1}}, {"type": ["integer"], "enum": [1]})


def test_choice() -> None:
    """One of the words; true is not 1."""
    places: tuple[Place, ...] = ({"keys": {"a": 1, "password": 1}}, {"enum": [None, "", "x", 1]})

    assert [] == _said({"a": "x"}, *places) == _said({"a": ""}, *places) == _said({"a": None}, *places)
    assert ["a: 'y' is not allowed; use one of null, x, 1"] == _said({"a": "y"}, *places)
    assert 1 == len(_said({"a": True}, *places))
    assert "canary" not in _said({"password": "canary"}, *places)[0]


def test_minimum() -> None:
    """The bound itself is allowed."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"minimum": 0})

    assert [] == _said({"a": 0}, *places)
    assert ["a: -1 is out of range; use 0 or more"] == _said({"a": -1}, *places)


def test_unknown_key() -> None:
    """Closed places take the known keys alone, also with null; open ones take any."""
    places: tuple[Place, ...] = ({"keys": {"open": 1, "closed": 2}, "closed": True}, {}, {"keys": {"name": 1}, "closed": True})

    assert [] == _said({"open": {"x": {"y": 1}}, "closed": {"name": 1}}, *places)
    assert ["closd: unknown key; did you mean closed?"] == _said({"closd": None}, *places)
    assert ["closed.nam: unknown key; did you mean name?"] == _said({"closed": {"nam": 1}}, *places)
    assert ["name: unknown key; did you mean values.closed.name?"] == _said({"name": 1}, *places)
    assert ["huge: unknown key; allowed keys: closed, open"] == _said({"huge": 1}, *places)


def test_names_by_pattern() -> None:
    """A name that matches is taken, and what lies below is checked; of another the name in capitals is offered, if that matches."""
    places: tuple[Place, ...] = ({"patterns": {"^[A-Z]": 1}, "keys": {"lower": 1}, "closed": True}, {"type": ["object"]})

    assert [] == _said({"A": {}, "lower": {}}, *places)
    assert ["A: is text; use a mapping of keys to values"] == _said({"A": "x"}, *places)
    assert ["a: unknown key; did you mean A?"] == _said({"a": {}}, *places)
    assert ["1: unknown key; allowed keys: lower"] == _said({"1": {}}, *places)


def test_items() -> None:
    """Each item is checked; null in a list is a value."""
    places: tuple[Place, ...] = ({"keys": {"a": 1}}, {"items": 2}, {"type": ["string"]})

    assert ["a[1]: is null; use text", "a[2]: is a whole number; use text"] == _said({"a": ["x", None, 1]}, *places)


def test_null_takes_a_default_away() -> None:
    """It is right for each known key, unless the chart requires the key; also for one that only the requirement names."""
    places: tuple[Place, ...] = ({"keys": {"a": 1, "b": 1}, "required": ["b", "c"]}, {"type": ["object"]})

    assert [] == _said({"a": None}, *places)
    assert [] == _said({}, *places)
    assert ["b", "c"] == [problem.partition(":")[0] for problem in _said({"b": None, "c": None}, *places)]


def test_places_without_defaults() -> None:
    """Below names of the user's own null is a value, and what is required has to be given."""
    places: tuple[Place, ...] = (
        {"patterns": {".*": 1}},
        {"type": ["object"], "keys": {"a": 2, "b": 2}, "required": ["a"]},
        {"type": ["string"]},
    )

    assert [] == _said({"x": {"a": "y"}}, *places)
    assert ["x.b: is null; use text", "x.a: is required but missing"] == _said({"x": {"b": None}}, *places)


def test_exactly_one_of() -> None:
    """None and two are wrong."""
    places: tuple[Place, ...] = ({"patterns": {".*": 1}}, {"one_of": ["a", "b"]})

    assert [] == _said({"x": {"a": 1}}, *places)
    assert ["x: has none of them; set exactly one of a, b"] == _said({"x": {}}, *places)
    assert ["x: has a and b; set exactly one of a, b"] == _said({"x": {"a": 1, "b": 1}}, *places)


def test_when_a_key_is_true() -> None:
    """What follows from it, once for each key; nothing else than true counts."""
    places: tuple[Place, ...] = (
        {"keys": {"s": 1}},
        {"keys": {"create": 3, "name": 3}, "when": ("create", 2)},
        {"keys": {"name": 4}, "required": ["name", "key"]},
        {},
        {"type": ["string"]},
    )

    assert [] == _said({"": True}, {})  # a key without a name is none that anything follows from
    assert [] == _said({"s": {"create": False}}, *places) == _said({"s": {}}, *places)
    assert ["s.name: is null; use text", "s.key: is required but missing"] == _said({"s": {"create": True, "name": None}}, *places)


def test_a_mistake_is_said_once() -> None:
    """Also where two patterns, or a key and a condition, speak of one place."""
    places: tuple[Place, ...] = ({"patterns": {"a": 1, ".*": 1}}, {"type": ["string"]})

    assert ["a: is a list; use text"] == _said({"a": []}, *places)


def test_the_charts_own_places() -> None:
    """Free places of the real chart take anything; the others don't."""
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
