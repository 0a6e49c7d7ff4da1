"""Storage of homes and database, in keys and in values."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.overridden_storage import overridden_storage
from constructs_lib.errors import key_path
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.values import HubReading

_CLAIM: dict[str, Any] = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp3"}}
_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_EFS: dict[str, Any] = {"efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}}


def _at(path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    return {"values": value}


def _found(*parts: dict[str, Any]) -> list[tuple[str, str, bool]]:
    hub: dict[str, Any] = {"service_type": "cluster_ip"}
    for part in parts:
        hub |= part
    found = overridden_storage(HubReading(JupyterHubAddOnProps.model_validate(hub)))
    return [(key_path(each.path), each.fact.removeprefix("overrides ").removesuffix(" of the hub"), each.only_warns) for each in found]


@pytest.mark.parametrize(
    ("storage", "path", "value", "key"),
    [
        (_CLAIM, "singleuser.storage.static.pvcName", "other", "existing_claim_config.pvc_name"),
        (_CLAIM, "singleuser.storage.type", "dynamic", "existing_claim_config"),
        (_EFS, "singleuser.storage.static.pvcName", "other", "efs_config.pvc_name"),
        (_EFS, "singleuser.storage.type", "none", "efs_config"),
        (_EBS, "singleuser.storage.dynamic.storageClass", "fast", "ebs_config.storage_class"),
        (_EBS, "hub.config.KubeSpawner.storage_class", "fast", "ebs_config.storage_class"),
        (_EBS, "singleuser.storage.capacity", "20Gi", "ebs_config.capacity"),
        (_EBS, "singleuser.storage.type", "static", "ebs_config"),
        (_CLAIM, "hub.db.pvc.storageClassName", "fast", "hub_database"),
        (_CLAIM, "hub.db.type", "sqlite-memory", "hub_database"),
        ({**_EBS, "hub_database": {"storage_class": "gp3", "capacity": "2Gi"}}, "hub.db.pvc.storage", "3Gi", "hub_database"),
        ({**_EBS, "hub_database": {"url_secret": {"variable": "x"}}}, "hub.db.type", "sqlite-pvc", "hub_database"),
    ],
)
def test_overridden(storage: dict[str, Any], path: str, value: Any, key: str) -> None:
    """At the value's key, with the key that it overrides; an error only for an existing claim, which nothing else would use."""
    is_warning = not key.startswith("existing_claim_config")

    assert [(f"values.{path}", key, is_warning)] == _found(storage, _at(path, value))


@pytest.mark.parametrize(
    ("storage", "path", "value"),
    [
        (_CLAIM, "singleuser.storage.static.pvcName", "homes"),
        (_CLAIM, "singleuser.storage.static.subPath", "{username}"),
        (_EBS, "singleuser.storage.static.pvcName", "unused"),
        (_EBS, "hub.db.pvc.storageClassName", "fast"),
        (_EBS, "hub.db.type", "sqlite-memory"),
        (_EFS, "singleuser.storage.dynamic.storageClass", "unused"),
    ],
)
def test_nothing_overridden(storage: dict[str, Any], path: str, value: Any) -> None:
    """The same value, another key, and the database that no key of the hub sets."""
    assert [] == _found(storage, _at(path, value))
