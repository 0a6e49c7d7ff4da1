"""Values at a path."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.adoption.places import ABSENT, at, leaves, put, texts_of, without

VALUES: dict[str, Any] = {"a": {"b": [{"c": 1}, {"c": 2}], "n": None}}


def test_reading() -> None:
    """Through mappings and lists; null is a value, a missing key is not."""
    assert 2 == at(VALUES, ("a", "b", 1, "c"))
    assert at(VALUES, ("a", "n")) is None
    assert [ABSENT] * 4 == [at(VALUES, path) for path in (("x",), ("a", "b", 2), ("a", "b", "0"), ("a", "n", "x"))]


def test_writing_changes_a_copy() -> None:
    """Missing mappings are created; positions of lists are kept."""
    assert {"a": {"b": [{"c": 1}, {"c": 3}], "n": None}} == put(VALUES, ("a", "b", 1, "c"), 3)
    assert {"x": {"y": 1}} == put({}, ("x", "y"), 1)
    assert 2 == VALUES["a"]["b"][1]["c"]


def test_removing_leaves_no_empty_mappings() -> None:
    """A missing path changes nothing."""
    assert {} == without({"x": {"y": {"z": 1}}}, ("x", "y", "z"))
    assert {"x": {"v": 1}} == without({"x": {"y": 1, "v": 1}}, ("x", "y"))
    assert {"l": [1, 3]} == without({"l": [1, 2, 3]}, ("l", 1))
    assert {"l": [{}, {"a": 1}]} == without({"l": [{"b": 1}, {"a": 1}]}, ("l", 0, "b"))
    assert without(VALUES, ("a", "x")) is VALUES


TREES = st.recursive(
    st.integers() | st.none(), lambda below: st.dictionaries(st.text(max_size=3), below, min_size=1, max_size=3), max_leaves=8
)


@given(TREES.filter(lambda tree: isinstance(tree, dict)))
def test_leaves_are_all(tree: dict[str, Any]) -> None:
    """Each leaf is at its path, and together they give the whole."""
    whole: Any = {}
    for path, value in leaves(tree):
        assert at(tree, path) is value
        whole = put(whole, path, value)
    assert tree == whole


def test_text_is_found_at_any_depth() -> None:
    """In mappings and lists; numbers and keys are not text."""
    assert ["x", "y", "z"] == texts_of({"a": ["x", {"b": "y"}], "c": 1, "d": {"e": {"f": "z"}}})
    assert ["x"] == texts_of("x")
