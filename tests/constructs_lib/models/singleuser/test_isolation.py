"""The rules for a whole hub, with its values."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.isolation import ISOLATION_RULES

_SHARED = [{"name": "x", "mount_path": "/data"}]


def test_claim_of_homes_in_values() -> None:
    """The claim that the servers finally mount counts, not only that of the hub's key."""
    claim = {"name": "all", "persistentVolumeClaim": {"claimName": "other"}}
    storage: dict[str, Any] = {"type": "static", "static": {"pvcName": "other"}}
    storage |= {"extraVolumes": [claim], "extraVolumeMounts": [{"name": "all", "mountPath": "/mnt"}]}
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}

    with pytest.raises(ValidationError, match="mounts users' homes at /mnt in every server"):
        JupyterHubAddOnProps.model_validate({**hub, "values": {"singleuser": {"storage": storage}}})
    JupyterHubAddOnProps.model_validate({**hub, "values": {"singleuser": {"storage": {**storage, "type": "dynamic"}}}})


@pytest.mark.parametrize(
    ("settings", "values", "key"),
    [
        ({}, {"hub": {"extraConfig": None}}, "values.hub.extraConfig"),
        ({"nfs_isolation": "network_policy"}, {"singleuser": {"networkPolicy": None}}, "values.singleuser.networkPolicy"),
        ({"hub_database": {"efs": True, "path": "/homes"}}, {}, "hub_database.path"),
        ({}, {"singleuser": {"storage": {"homeMountPath": "/data/"}}}, "efs_config.shared_directories.0.mount_path"),
        (
            {},
            {"singleuser": {"storage": {"extraVolumeMounts": [{"name": "home", "mountPath": "/mnt"}]}}},
            "values.singleuser.storage.extraVolumeMounts.0",
        ),
    ],
)
def test_each_rule_applies(settings: dict[str, Any], values: dict[str, Any], key: str) -> None:
    """The message names only the key that has to change; all rules are among those of a hub."""
    assert set(ISOLATION_RULES) <= set(JupyterHubAddOnProps.RULES)
    efs = {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN", "shared_directories": _SHARED}

    with pytest.raises(ValidationError) as error:
        JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", "efs_config": efs, "values": values, **settings})

    assert [key] == [".".join(map(str, line["loc"])) for line in error.value.errors()]
