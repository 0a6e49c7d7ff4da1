"""How a profile, option or choice changes KubeSpawner's mappings and lists, on charts that replace and on charts that merge."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.spawner_state import override_of, state_after, state_before
from constructs_lib.models.singleuser.profiles.profile import Profile

_DEDICATED = ["hub.jupyter.org/dedicated", "hub.jupyter.org_dedicated"]


def _merge(target: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Merge as KubeSpawner 5.0 and later do: null removes a key, and text has no keys."""
    for key, value in new.items():
        if isinstance(value, dict):
            _merge(target.setdefault(key, {}), value)
        elif value is None:
            target.pop(key, None)
        else:
            target[key] = value
    return target


@pytest.mark.parametrize("merges", [False, True])
def test_pod_is_the_same_whether_mappings_merge(*, merges: bool) -> None:
    """What is removed is absent, what is the hub's stays, and a reference replaces text."""
    final = {
        "singleuser": {
            "extraEnv": {"A": {"value": "text"}, "B": "b", "C": {"valueFrom": {"fieldRef": {"fieldPath": "metadata.uid"}}}},
            "extraResource": {"limits": {"nvidia.com/gpu": 1, "ephemeral-storage": 5}},
            "nodeSelector": {"a": "b"},
            "extraLabels": {"team": "x"},
        }
    }
    secret = {"value_from": {"secret": "s", "key": "k"}}
    level = Profile.model_validate({
        "display_name": "A", "extra_env": {"A": secret, "C": secret, "D": "{"}, "node_selector": {"c": "d"},
        "resources": {"gpus": 0, "ephemeral_storage": {"limit": None}}, "kubespawner_override": {"extra_labels": {"team": None, "more": "y"}},
    })  # fmt: skip
    before = state_before(final)
    after = state_after(before, level, [level], referred={"A", "C"}, expanded=True)

    override = override_of(before, after, said=(), merges=merges)

    pod = {trait: _merge(dict(before[trait]), value) if merges and isinstance(value, dict) else value for trait, value in override.items()}
    reference = {"valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}
    assert {"A": reference, "B": "b", "C": reference, "D": "{{"} == pod["environment"]
    assert {"a": "b", "c": "d"} == pod["node_selector"]
    assert {} == pod["extra_resource_limits"]
    assert {"hub.jupyter.org/network-access-hub": "true", "more": "y"} == pod["extra_labels"]


def test_lists_add_up() -> None:
    """The chart's tolerations, the hub's, the level's and those of its devices; nothing twice."""
    before = state_before({"singleuser": {"extraTolerations": [{"key": "hub", "operator": "Exists"}]}})
    level = Profile.model_validate({"display_name": "A", "tolerations": [{"key": "hub"}, {"key": "own"}], "resources": {"gpus": 1}})

    after = state_after(before, level, [level], referred=set(), expanded=True)

    assert [*_DEDICATED, "hub", "own", "nvidia.com/gpu"] == [each["key"] for each in after["tolerations"]]


@pytest.mark.parametrize(("purpose", "kinds"), [(None, (0, 1)), ("require", (1, 0)), ("ignore", (0, 0))])
def test_affinity_of_the_chart_stays(purpose: str | None, kinds: tuple[int, int]) -> None:
    """A profile's own comes after what the chart adds for all."""
    state = state_before({"scheduling": {"userPods": {"nodeAffinity": {"matchNodePurpose": purpose}}}} if purpose else {})
    level = Profile.model_validate({"display_name": "A", "kubespawner_override": {"node_affinity_required": [{"matchFields": []}]}})

    assert kinds == (len(state["node_affinity_required"]), len(state["node_affinity_preferred"]))
    after = state_after(state, level, [level], referred=set(), expanded=True)
    assert kinds[0] + 1 == len(after["node_affinity_required"])


def test_what_stays_is_not_written() -> None:
    """Unless the level sets it."""
    state = state_before({})

    assert {} == override_of(state, state, said=(), merges=True)
    assert {"node_selector": {}} == override_of(state, state, said=("node_selector",), merges=True)
