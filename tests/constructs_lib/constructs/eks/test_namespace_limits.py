"""Quota and limits of a namespace."""

from __future__ import annotations

import json
from typing import Any

import cdktf

from constructs_lib.constructs.eks.namespace_limits import NamespaceLimits


def _rendered(**limits: Any) -> tuple[dict[str, Any], int]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    namespace = cdktf.TerraformResource(stack, "Namespace", terraform_resource_type="test_namespace")
    made = NamespaceLimits(
        stack, "Limits", **{"name": "hub", "namespace": "research", "hard": {}, "default_request": {}, "depends_on": [namespace], **limits}
    )
    return json.loads(cdktf.Testing.synth(stack)).get("resource", {}), len(made.ready)


def test_both() -> None:
    """Each in the namespace and after it; whoever creates pods waits for both."""
    resources, ready = _rendered(hard={"pods": "9"}, default_request={"cpu": "50m"})
    (quota,) = resources["kubernetes_resource_quota_v1"].values()
    (limit_range,) = resources["kubernetes_limit_range_v1"].values()

    assert {"hard": {"pods": "9"}} == quota["spec"]
    assert {"limit": [{"type": "Container", "default_request": {"cpu": "50m"}}]} == limit_range["spec"]
    assert 2 == ready
    for block in (quota, limit_range):
        assert {"name": "hub", "namespace": "research"} == block["metadata"]
        assert ["test_namespace.Namespace"] == block["depends_on"]


def test_one_or_none() -> None:
    """Nothing is created without settings."""
    assert {"kubernetes_limit_range_v1"} == set(_rendered(default_request={"cpu": "50m"})[0]) - {"test_namespace"}
    assert 0 == _rendered()[1]
