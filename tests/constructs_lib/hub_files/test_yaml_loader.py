"""PyYAML's safe loader, with offsets. What it refuses is tested by `test_parse.py`."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.yaml_loader import load, load_data
from constructs_lib.hub_files.yaml_scalars import OtherKey


def _at(text: str) -> dict[KeyPath, str]:
    """Return what is written at each key path, to the end of its line."""
    _, offsets, _ = load(text)
    return {path: text[offset:].partition("\n")[0] for path, offset in offsets.items()}


def _paths(data: Any, path: KeyPath = ()) -> set[KeyPath]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return {path}.union(*(_paths(value, (*path, key)) for key, value in entries))


def test_keys_and_items() -> None:
    """A key is where it is written, whatever its value; an item is where it begins; the root is where its first key is."""
    text = "# a hub\na:\n  'b c': 1\n  d:\nlist:\n- x\n- e: {f: 2}\n-   [3,  4]\n"

    assert {
        (): "a:",
        ("a",): "a:",
        ("a", "b c"): "'b c': 1",
        ("a", "d"): "d:",
        ("list",): "list:",
        ("list", 0): "x",
        ("list", 1): "e: {f: 2}",
        ("list", 1, "e"): "e: {f: 2}",
        ("list", 1, "e", "f"): "f: 2}",
        ("list", 2): "[3,  4]",
        ("list", 2, 0): "3,  4]",
        ("list", 2, 1): "4]",
    } == _at(text)


def test_aliases() -> None:
    """An alias's value is where it is written; the key that has the alias is a key like others."""
    found = _at("one: &one\n  a: 1\ntwo: *one\nthree: [*one]\n")

    assert ("two: *one", "a: 1") == (found["two",], found["two", "a"])
    assert ("&one", "a: 1") == (found["three", 0], found["three", 0, "a"])


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ("<<: *one", ("a: 1", "b: 2")),
        ("<<: *one\n  b: own", ("a: 1", "b: own")),
        ("b: own\n  <<: *one", ("a: 1", "b: own")),
        ("<<: [*two, *one]", ("a: 3", "b: 2")),
        ("<<: [*one, *two]", ("a: 1", "b: 2")),
    ],
)
def test_merge_keys(mapping: str, expected: tuple[str, str]) -> None:
    """The position is that of the value that counts."""
    text = f"x:\n- &one\n  a: 1\n  b: 2\n- &two\n  a: 3\nmerged:\n  {mapping}\n"

    data, _, _ = load(text)
    found = _at(text)

    assert expected == (found["merged", "a"], found["merged", "b"])
    assert expected == tuple(f"{key}: {data['merged'][key]}" for key in "ab")


def test_the_last_of_a_repeated_key_counts() -> None:
    """As in the data; keys that only the first has have no position."""
    text = "a: {x: 1, z: 2}\na: {z: 3}\n"

    data, offsets, repeated = load(text)

    assert {"a": {"z": 3}} == data
    assert {(), ("a",), ("a", "z")} == set(offsets)
    assert [(("a",), 0, 16), 16, 20] == [*repeated, offsets["a",], offsets["a", "z"]]


@pytest.mark.parametrize(
    "text",
    ["{on: 1, 2: x, .nan: y, ~: z, '': w}", "? |\n  long\n: 1\n", "!!map {a: !!seq [1]}", "=: 1\n", "a: !!set {b}"],
)
def test_every_key_has_an_offset(text: str) -> None:
    """Keys that are not text, too, since they are reported."""
    data, offsets, _ = load(text)

    assert _paths(data) == set(offsets)


def test_what_is_neither_mapping_nor_list() -> None:
    """It isn't allowed in a hub file, so its key's position is enough."""
    _, offsets, _ = load("a: !!omap [b: [c]]\n")

    assert {(): 0, ("a",): 0} == offsets


def test_nothing_is_shared() -> None:
    """Two aliases give two separate values, since models are identified by their data."""
    data, _, _ = load("a: &a {x: [1]}\nb: *a\n")

    assert data["a"] == data["b"]
    assert data["a"] is not data["b"]
    assert data["a"]["x"] is not data["b"]["x"]


def test_nothing() -> None:
    """A text without a document."""
    assert (None, {}, []) == load("# nothing\n")


def test_keys_that_are_not_text() -> None:
    """They are text, marked as such, and what is one key in Helm is one here; 1 and true are two, although Python has them as equal."""
    data, _, repeated = load("{1: a, true: b, ~: c, '2': d, on: e, 0x1: f}\n")

    assert {"1": "f", "true": "e", "null": "c", "2": "d"} == data
    assert ["1", "true", "null"] == [key for key in data if isinstance(key, OtherKey)]
    assert [("true",), ("1",)] == [key.path for key in repeated]
    assert {"a": 1, "1": 2} == load("a: &x 1\n*x : 2\n")[0]


def test_data_of_other_programs() -> None:
    """Keys become text as in Helm, and values are those of a hub file; more values are allowed than in a hub file."""
    assert {"a": ["10:30", 1000, {"true": 1, "31": 2, "1.5": 3}]} == load_data("a: [10:30, 1e3, {on: 1, 0x1F: 2, 1.5: 3}]\n")
    assert load_data("# nothing\n") is None
    assert 60_000 == len(load_data(f"[{'0,' * 60_000}]"))


@pytest.mark.parametrize("text", ["a: [", "a: &a [*a]"])
def test_wrong_data_of_other_programs(text: str) -> None:
    """As in a hub file."""
    with pytest.raises(yaml.YAMLError):
        load_data(text)
