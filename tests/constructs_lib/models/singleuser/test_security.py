"""Keys of a hub that keep its servers from starting, or undo each other's promises."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.security import by_iptables

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
_EFS = {"efs_config": {"pvc_name": "home", "capacity": "10Gi", "removal_policy": "RETAIN"}, "service_type": "cluster_ip"}
LINES = ("1.2.0", "2.0.0", "3.3.8", "4.0.0", "4.4.0")


def _paths(**hub: Any) -> list[str]:
    try:
        JupyterHubAddOnProps.model_validate({**_EBS, **hub})
    except ValidationError as error:
        return [".".join(map(str, line["loc"])) for line in error.errors()]
    return []


def test_init_containers() -> None:
    """Of the metadata service, and of NFS if the homes are on one file system."""
    assert ["instance_metadata"] == by_iptables(JupyterHubAddOnProps.model_validate(_EBS))
    assert ["instance_metadata", "nfs_isolation"] == by_iptables(JupyterHubAddOnProps.model_validate(_EFS))
    assert ["nfs_isolation"] == by_iptables(JupyterHubAddOnProps.model_validate({**_EFS, "instance_metadata": "nodes"}))


@pytest.mark.parametrize("version", LINES)
@pytest.mark.parametrize("kept_by", ["iptables", "network_policy", "nodes"])
@pytest.mark.parametrize("level", ["privileged", "baseline", "restricted"])
def test_levels(version: str, kept_by: str, level: str) -> None:
    """Baseline needs servers without iptables, restricted the pods of chart 4 as well."""
    refused = [level != "privileged" and kept_by == "iptables", level == "restricted" and version < "4"]

    assert ["pod_security.enforce"] * sum(refused) == _paths(version=version, instance_metadata=kept_by, pod_security={"enforce": level})


@pytest.mark.parametrize("mode", ["audit", "warn"])
def test_other_modes_refuse_nothing(mode: str) -> None:
    """Whatever the chart."""
    assert [] == _paths(version="1.2.0", run_as_root=True, pod_security={mode: "restricted"})


@pytest.mark.parametrize("version", LINES)
def test_quota_of_a_chart_whose_init_container_has_no_requests(version: str) -> None:
    """Only on 1.x, and a default request of the namespace fixes it."""
    refused = ["resource_quota.memory"] if version < "2" else []

    assert refused == _paths(version=version, resource_quota={"memory": "20Gi"})
    assert [] == _paths(version=version, resource_quota={"memory": "20Gi"}, limit_range={"default_request": {"memory": "64Mi"}})
    assert [] == _paths(version=version, resource_quota={"memory": "20Gi"}, instance_metadata="nodes")
    assert [] == _paths(version=version, resource_quota={"servers": 9, "claims": 99, "gpus": 1})


def test_placeholders_with_gpus() -> None:
    """Only of a hub all of whose servers have them."""
    places = {"user_placeholders": {"replicas": 1, "resources": {"gpus": 1}}}

    assert ["scheduling.user_placeholders.resources.gpus"] == _paths(scheduling=places)
    assert [] == _paths(scheduling=places, resources={"gpus": 1})


def test_labels_of_someone_elses_namespace() -> None:
    """They can't be written."""
    assert ["pod_security"] == _paths(create_namespace=False, pod_security={"warn": "restricted"})


@pytest.mark.parametrize("key", ["instance_metadata", "nfs_isolation"])
def test_policy_that_is_needed(key: str) -> None:
    """It can't be turned off."""
    assert ["network_policy.enabled"] == _paths(**{key: "network_policy"}, network_policy={"enabled": False})
    assert [] == _paths(**{key: "network_policy"}, network_policy={"allowed_cidrs": [{"cidr": "10.0.0.0/8", "ports": [5432]}]})
