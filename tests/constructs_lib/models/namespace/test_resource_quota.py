"""Quotas as Kubernetes writes them."""

from __future__ import annotations

from constructs_lib.models.namespace.resource_quota import ResourceQuotaConfig


def test_every_quota() -> None:
    """Servers count together with the hub's own pods; devices and amounts are requests."""
    quota = ResourceQuotaConfig.model_validate(
        {"servers": 100, "claims": 20, "storage": "2Ti", "gpus": 4, "extended": {"aws.amazon.com/neuron": 2}, "cpu": 20.5, "memory": "80Gi"}
    )

    assert {
        "pods": "107", "persistentvolumeclaims": "20", "requests.storage": "2Ti", "requests.cpu": "20.5", "requests.memory": "80Gi",
        "requests.nvidia.com/gpu": "4", "requests.aws.amazon.com/neuron": "2",
    } == quota.hard(own_pods=7)  # fmt: skip
    assert ("cpu", "memory") == quota.computes


def test_default_is_no_quota() -> None:
    """And 0 GPUs is one."""
    assert {} == ResourceQuotaConfig().hard(own_pods=7)
    assert {"requests.nvidia.com/gpu": "0"} == ResourceQuotaConfig(gpus=0).hard(own_pods=7)
    assert () == ResourceQuotaConfig(gpus=0).computes
