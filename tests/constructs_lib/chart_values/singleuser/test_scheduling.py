"""Chart values that place the users' servers on nodes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.scheduling import STAYS, scheduling_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

LINES = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")


def _hub(version: str = "4.4.0", **hub: Any) -> JupyterHubAddOnProps:
    settings = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", "version": version}
    return JupyterHubAddOnProps.model_validate({**settings, **hub})


@pytest.mark.parametrize(("version", "value"), [("1.2.0", False), ("2.0.0", False), ("3.0.0", None), ("4.4.0", None)])
def test_a_scheduler_that_never_starts_is_left_out(version: str, value: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    """Kubernetes itself then schedules the users' servers, which would wait forever; otherwise nothing is set."""
    assert value is scheduling_values(_hub(version)).get("scheduling", {}).get("userScheduler", {}).get("enabled")


@pytest.mark.parametrize("value", [True, False])
def test_user_scheduler(value: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """As the key sets it."""
    assert {"enabled": value} == scheduling_values(_hub(scheduling={"user_scheduler": value}))["scheduling"]["userScheduler"]


def test_users_values_win() -> None:
    """A user whose image works can have the scheduler."""
    hub = _hub("2.0.0", values={"scheduling": {"userScheduler": {"enabled": True}}})

    assert {"userScheduler": {"enabled": True}} == hub_values(hub)["scheduling"]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("users", ["singleuser.extraAnnotations"]),
        ("all", ["singleuser.extraAnnotations", "hub.annotations", "proxy.annotations"]),
        ("none", []),
    ],
)
def test_annotations_against_eviction(name: str, places: list[str]) -> None:
    """On servers by default; on the hub and the proxy only if the user sets it."""
    values = scheduling_values(_hub(scheduling={"avoid_disruption": name}))

    found = {f"{pod}.{key}": value for pod, keys in values.items() for key, value in keys.items() if "nnotations" in key}
    assert [(place, STAYS) for place in places] == list(found.items())


def test_dedicated_nodes() -> None:
    """The chart's own default isn't repeated."""
    values = scheduling_values(_hub(scheduling={"dedicated_nodes": {"users": "require"}}))["scheduling"]

    assert ("require", "prefer") == tuple(values[pods]["nodeAffinity"]["matchNodePurpose"] for pods in ("userPods", "corePods"))
    assert "scheduling" not in scheduling_values(_hub(scheduling={"dedicated_nodes": "prefer"}))


@pytest.mark.parametrize("version", LINES)
def test_placeholders_are_as_large_as_servers(version: str) -> None:
    """In numbers that Kubernetes and KubeSpawner read alike, and with priorities, without which they are never preempted."""
    resources = {"cpu": {"guarantee": "500m", "limit": 2}, "memory": {"guarantee": "2Gi"}, "gpus": 1}
    values = scheduling_values(_hub(version, resources=resources, scheduling={"user_placeholders": 5}))["scheduling"]

    size = {"requests": {"cpu": 0.5, "memory": 2**31}, "limits": {"cpu": 2, "nvidia.com/gpu": 1}}
    assert {"enabled": True, "replicas": 5, "resources": size} == values["userPlaceholder"]
    assert {"enabled": True} == values["podPriority"]


def test_placeholders_of_another_size() -> None:
    """A limit without a guarantee reserves no more than a server's would."""
    places = {"user_placeholders": {"replicas": 2, "resources": {"cpu": {"limit": 4}, "memory": "8Gi"}}}
    size = scheduling_values(_hub(scheduling=places))["scheduling"]["userPlaceholder"]["resources"]

    assert {"requests": {"cpu": 0.05, "memory": 2**33}, "limits": {"cpu": 4, "memory": 2**33}} == size


def test_no_placeholders_no_priorities() -> None:
    """They would restart the hub for nothing."""
    assert "scheduling" not in scheduling_values(_hub(scheduling={"user_placeholders": 0}))


@pytest.mark.schema
@pytest.mark.parametrize("version", LINES)
def test_values_are_valid(version: str) -> None:
    """With the schema of each version."""
    scheduling = {"user_placeholders": 3, "dedicated_nodes": {"users": "require", "core": "ignore"}, "avoid_disruption": "all"}

    assert [] == schema_errors(version, hub_values(_hub(version, scheduling=scheduling)))
