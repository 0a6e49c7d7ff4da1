"""Chart values of the settings of the whole hub, for each chart version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.hub_wide import hub_wide_values
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

VERSIONS = ("1.2.0", "2.0.0", "3.0.3", "3.1.0", "3.2.1", "3.3.8", "4.0.0", "4.1.0", "4.2.0", "4.3.4", "4.4.0")
EVERYTHING: dict[str, Any] = {
    "shared_memory": "2Gi",
    "pre_pull": {"before_upgrade": True, "continuous": False},
    "culling": {
        "enabled": True, "timeout": 7200, "every": 300, "max_age": 86400, "concurrency": 5, "remove_named_servers": True, "users": True,
        "kernels": {"timeout": 1800},
    },
    "limits": {"concurrent_spawns": 32, "active_servers": 300, "consecutive_failures": 0},
    "announcements": {"all": "<b>", "login": "a", "home": "b", "spawn": "c", "logout": "d"},
    "title": "Course",
}  # fmt: skip


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}
    return JupyterHubAddOnProps.model_validate({**hub, **settings})


def test_nothing_is_written_by_default() -> None:
    """Existing hubs keep their values."""
    assert {} == hub_wide_values(_hub())


def test_limits() -> None:
    """What was set, zero included."""
    assert {"hub": {"concurrentSpawnLimit": 0}} == hub_wide_values(_hub(limits={"concurrent_spawns": 0}))
    assert {"hub": {"activeServerLimit": 9, "consecutiveFailureLimit": 0}} == hub_wide_values(
        _hub(limits={"active_servers": 9, "consecutive_failures": 0})
    )


def test_pre_pull() -> None:
    """What was set, and off with profiles that have their own images; one key doesn't affect the other."""
    profiles = {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": {"image": "a:1"}}]}}
    off, on = {"enabled": False}, {"enabled": True}

    assert {"prePuller": {"hook": off}} == hub_wide_values(_hub(pre_pull={"before_upgrade": False}))
    assert {"prePuller": {"hook": off, "continuous": off}} == hub_wide_values(_hub(values=profiles))
    assert {"prePuller": {"hook": off, "continuous": on}} == hub_wide_values(_hub(values=profiles, pre_pull={"continuous": True}))


def test_gpus_add_shared_memory_and_turn_off_pulls() -> None:
    """Unless the file sets otherwise."""
    values = hub_wide_values(_hub(profiles=[{"display_name": "GPU", "resources": {"gpus": 1}}]))

    assert {"hook": {"enabled": False}, "continuous": {"enabled": False}} == values["prePuller"]
    assert [{"name": "shared-memory", "emptyDir": {"medium": "Memory"}}] == values["singleuser"]["storage"]["extraVolumes"]


@pytest.mark.parametrize(("value", "limit"), [(True, {}), ("2Gi", {"sizeLimit": "2Gi"})])
def test_shared_memory_is_added_to_the_users_volumes(value: Any, limit: dict[str, str]) -> None:
    """Their own are kept."""
    own: dict[str, list[Any]] = {"extraVolumes": [{"name": "a", "emptyDir": {}}], "extraVolumeMounts": [{"name": "a", "mountPath": "/a"}]}
    storage = hub_values(_hub(shared_memory=value, values={"singleuser": {"storage": own}}))["singleuser"]["storage"]

    assert [{"name": "shared-memory", "emptyDir": {"medium": "Memory", **limit}}, *own["extraVolumes"]] == storage["extraVolumes"]
    assert [{"name": "shared-memory", "mountPath": "/dev/shm"}, *own["extraVolumeMounts"]] == storage["extraVolumeMounts"]  # noqa: S108  # a mount path


def test_kernels_are_added_to_the_users_files() -> None:
    """Files of their own stay; one with the same key is merged, so its settings stay too."""
    same = {"mountPath": "/etc/jupyter/jupyter_server_config.json", "data": {"ServerApp": {"max_body_size": 9}}}
    own = {"mine": {"mountPath": "/x", "stringData": "x"}, "jupyter_server_config.json": same}
    files = hub_values(_hub(culling={"kernels": {}}, values={"singleuser": {"extraFiles": own}}))["singleuser"]["extraFiles"]

    assert files["mine"] == own["mine"]
    assert {"ServerApp", "MappingKernelManager", "TerminalManager"} == set(files["jupyter_server_config.json"]["data"])


@pytest.mark.schema
@pytest.mark.parametrize("version", VERSIONS)
def test_chart_accepts_everything(version: str) -> None:
    """All keys at once are valid with the schema of each version; 1.x without admin_users."""
    admins = {} if version == "1.2.0" else {"admin_users": False}
    values = hub_values(_hub(version=version, **{**EVERYTHING, "culling": {**EVERYTHING["culling"], **admins}}))

    assert [] == schema_errors(version, values)
