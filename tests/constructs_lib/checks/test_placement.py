"""Values that undo what scheduling sets."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.placement import misplaced_pods
from tests.constructs_lib.rendered.test_values import reading

_REQUIRED: dict[str, Any] = {"singleuser": {"extraNodeAffinity": {"required": [{"matchExpressions": []}]}}}


def _paths(values: dict[str, Any], **scheduling: Any) -> list[str]:
    return [".".join(map(str, finding.path)) for finding in misplaced_pods(reading(values=values, scheduling=scheduling))]


def test_placeholders_without_priorities() -> None:
    """Servers would wait behind them; placeholders that values remove need none."""
    off = {"scheduling": {"podPriority": {"enabled": False}}}

    assert ["values.scheduling.podPriority.enabled"] == _paths(off, user_placeholders=2)
    assert [] == _paths(off)
    assert [] == _paths({"scheduling": {"podPriority": {"enabled": False}, "userPlaceholder": {"replicas": 0}}}, user_placeholders=2)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        (_REQUIRED, "values.singleuser.extraNodeAffinity.required"),
        ({"hub": {"config": {"KubeSpawner": {"node_affinity_required": []}}}}, "values.hub.config.KubeSpawner.node_affinity_required"),
        (
            {
                "singleuser": {
                    "profileList": [
                        {"profile_options": {"a": {"choices": {"b": {"kubespawner_override": {"node_affinity_required": []}}}}}}
                    ]
                }
            },
            "values.singleuser.profileList.0.profile_options.a.choices.b.kubespawner_override.node_affinity_required",
        ),
    ],
)
def test_required_nodes(values: dict[str, Any], path: str) -> None:
    """Conditions are joined by OR, and lists replace the chart's."""
    assert [path] == _paths(values, dedicated_nodes="require")
    assert [] == _paths(values, dedicated_nodes="prefer")


def test_values_may_set_another_purpose() -> None:
    """Then there is no condition to lose."""
    own = {"scheduling": {"userPods": {"nodeAffinity": {"matchNodePurpose": "prefer"}}}, **_REQUIRED}

    assert [] == _paths(own, dedicated_nodes="require")
