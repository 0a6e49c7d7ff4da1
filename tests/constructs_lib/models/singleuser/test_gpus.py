"""Whether a hub asks for GPUs."""

from __future__ import annotations

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.gpus import asks_for_gpus


def test_a_hub_without_profiles() -> None:
    """It asks for none."""
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}

    assert not asks_for_gpus(JupyterHubAddOnProps.model_validate(hub))
