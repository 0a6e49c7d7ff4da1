"""What a plan would change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.plan import ACTIONS, Change, read_plan


def _entry(address: str, *actions: str, mode: str = "managed", reason: str = "", **change: Any) -> dict[str, Any]:
    return {"address": address, "mode": mode, "action_reason": reason, "change": {"actions": list(actions), **change}}


def test_each_action_in_the_order_of_reports() -> None:
    """Reading data, and what stays as it is, are not changes; OpenTofu has another name for forgetting."""
    entries = [
        _entry("data.aws_x.read", "read", mode="data"),
        _entry("x.none", "no-op"),
        _entry("x.imported", "no-op", importing={"id": "a"}),
        _entry("x.forgotten", "forget"),
        _entry("x.removed", "remove"),
        _entry("x.destroyed", "delete"),
        _entry("x.replaced", "delete", "create", replace_paths=[["a", 0, "b"]], reason="replace_because_cannot_update"),
        _entry("x.tainted", "create", "delete", reason="replace_because_tainted"),
        _entry("x.changed", "update", before={"a": 1}, after={"a": 2}),
        _entry("x.created", "create"),
    ]
    outputs = {"new": {"actions": ["create"]}, "same": {"actions": ["no-op"]}}
    plan = read_plan("Warning: configuration\n" + json.dumps({"resource_changes": entries, "output_changes": outputs}))

    assert [
        Change("x.created", "create"),
        Change("x.changed", "change", ("a",)),
        Change("x.replaced", "replace", (), ("a.0.b",)),
        Change("x.tainted", "replace", (), ("because tainted",)),
        Change("x.destroyed", "destroy"),
        Change("x.forgotten", "forget"),
        Change("x.removed", "forget"),
        Change("x.imported", "import"),
    ] == list(plan.changes)
    assert {"new": "create"} == plan.outputs
    assert {"create": 1, "change": 1, "replace": 2, "destroy": 1, "forget": 2, "import": 1} == plan.counts()
    assert list(ACTIONS) == list(plan.counts())
    assert not plan.is_empty


def test_drift_is_separate() -> None:
    """It isn't what a deployment would change."""
    plan = read_plan(json.dumps({"resource_drift": [_entry("x.y", "update", before={"a": 1}, after={"a": 2})]}))

    assert ([Change("x.y", "change", ("a",))], True) == (list(plan.drift), plan.is_empty)


@pytest.mark.parametrize("text", ["", "no JSON", "{", '{"resource_changes": [{}]}', '{"resource_changes": [1]}'])
def test_invalid_plan(text: str) -> None:
    """Nothing is concluded from it."""
    with pytest.raises(ValueError, match=r"."):
        read_plan(text)
