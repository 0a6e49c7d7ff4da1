"""The keys that an update changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.deployment.changed_keys import changed_keys

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", min_size=1, max_size=2), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("before", "after", "unknown", "expected"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, {}, ["b"]),
        ({"a": 1}, {"a": True}, {}, ["a"]),
        ({"a": None}, {}, {}, []),
        ({"id": "x"}, {}, {"id": True}, ["id"]),
        ({"tags": {"a": 1}}, {"tags": {"a": 1}}, {"tags": {}}, []),
        ({"set": [{"n": 1}]}, {"set": [{"n": 2}]}, {}, ["set.n"]),
        ({"l": [1, 2]}, {"l": [2, 1]}, {}, ["l"]),
        ({"policy": '{"a": 1, "b": {"c": 2}}'}, {"policy": '{"b": {"c": 3}, "a": 1}'}, {}, ["policy.b.c"]),
        ({"policy": "{no JSON"}, {"policy": "{other"}, {}, ["policy"]),
    ],
)
def test_paths(before: dict[str, Any], after: dict[str, Any], unknown: dict[str, Any], expected: list[str]) -> None:
    """Of keys whose value differs, or is known only after the apply."""
    assert expected == changed_keys({"before": before, "after": after, "after_unknown": unknown})


def test_chart_values_are_listed_by_their_own_keys() -> None:
    """A Helm release has its values as JSON documents in a list; none of them is shown."""
    values = [{"values": [json.dumps({"singleuser": {"memory": limit, "cpu": 1}, "hub": {"token": "canary"}})]} for limit in ("1G", "2G")]

    assert ["values.singleuser.memory"] == changed_keys({"before": values[0], "after": values[1], "after_unknown": {}})


@pytest.mark.property
@given(
    before=st.dictionaries(st.text("ab", min_size=1, max_size=2), _JSON),
    after=st.dictionaries(st.text("ab", min_size=1, max_size=2), _JSON),
)
def test_a_difference_is_never_missed(before: dict[str, Any], after: dict[str, Any]) -> None:
    """With any provider's schema: nothing if nothing differs, and otherwise every top-level key that does."""
    found = {key.split(".")[0] for key in changed_keys({"before": before, "after": after, "after_unknown": {}})}
    differing = {
        key
        for key in before.keys() | after.keys()
        if json.dumps(before.get(key), sort_keys=True) != json.dumps(after.get(key), sort_keys=True)
    }

    assert found <= differing
    # To Terraform a key that is null in a mapping is the same as a missing one.
    assert {key for key in differing if "null" not in json.dumps([before.get(key), after.get(key)])} <= found
