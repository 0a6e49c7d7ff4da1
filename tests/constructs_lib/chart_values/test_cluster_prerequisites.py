"""Parts of the cluster that a hub's keys rely on."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.cluster_prerequisites import IMDS_HOP_LIMIT, NETWORK_POLICIES, cluster_prerequisites
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ({}, []),
        ({"network_policy": {"enabled": False}}, []),
        ({"network_policy": {}}, [NETWORK_POLICIES]),
        ({"instance_metadata": "network_policy"}, [NETWORK_POLICIES]),
        ({"nfs_isolation": "network_policy", "instance_metadata": "nodes"}, [NETWORK_POLICIES, IMDS_HOP_LIMIT]),
    ],
)
def test_what_is_relied_on(keys: dict[str, Any], names: list[str]) -> None:
    """Each part once, with the keys that rely on it."""
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **keys}
    found = list(cluster_prerequisites(JupyterHubAddOnProps.model_validate(hub)))

    assert names == [each.name for each in found]
    assert all(key in " ".join(each.description for each in found) for key in keys if names)
