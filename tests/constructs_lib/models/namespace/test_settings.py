"""What holds for a namespace of which nothing is said."""

from __future__ import annotations

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_HUB = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}


def test_defaults() -> None:
    """Warnings alone, no bound, no default request."""
    hub = JupyterHubAddOnProps.model_validate(_HUB)

    assert {"pod-security.kubernetes.io/warn": "restricted"} == hub.admission.labels
    assert ({}, {}) == (hub.quota.hard(own_pods=9), hub.default_request)


def test_what_is_written_is_all() -> None:
    """No default beside it."""
    assert {} == JupyterHubAddOnProps.model_validate({**_HUB, "pod_security": {}}).admission.labels
