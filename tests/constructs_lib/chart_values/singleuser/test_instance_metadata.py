"""Chart values that keep servers from the nodes' credentials, and those that restricted pods need."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.instance_metadata import RESTRICTED_CONTAINER, instance_metadata_values, pod_security_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _hub(**hub: Any) -> JupyterHubAddOnProps:
    settings = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
    return JupyterHubAddOnProps.model_validate({**settings, **hub})


@pytest.mark.parametrize("kept_by", ["network_policy", "nodes"])
def test_no_privileged_container_if_something_else_blocks(kept_by: str) -> None:
    """The chart adds it by default."""
    assert {"singleuser": {"cloudMetadata": {"blockWithIptables": False}}} == instance_metadata_values(_hub(instance_metadata=kept_by))
    assert {} == instance_metadata_values(_hub())


def test_restricted_servers() -> None:
    """Only with enforce: images that need more rights work with a warning."""
    enforced = _hub(instance_metadata="nodes", pod_security={"enforce": "restricted"})

    assert RESTRICTED_CONTAINER == pod_security_values(enforced)["hub"]["config"]["KubeSpawner"]["container_security_context"]
    assert {} == pod_security_values(_hub(pod_security={"warn": "restricted", "audit": "restricted"}))
    assert {} == pod_security_values(_hub(instance_metadata="nodes", pod_security={"enforce": "baseline"}))
