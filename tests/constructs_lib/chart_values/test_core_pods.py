"""Nodes and resources of the hub's own pods."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.core_pods import AWAITER, CORE_PODS, SMALL_CONTAINERS
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.values import at
from tests.chart_schema import schema_errors

LINES = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")
MI = 2**20


def _values(version: str = "4.4.0", **hub: Any) -> dict[str, Any]:
    settings = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", "version": version}
    return hub_values(JupyterHubAddOnProps.model_validate({**settings, **hub}))


@pytest.mark.parametrize("version", LINES)
def test_requests_by_default(version: str) -> None:
    """No limits; the scheduler's only if it runs."""
    values = _values(version)

    found = [at(values, *place, "resources") for place in CORE_PODS]
    small = {"requests": {"cpu": 0.05, "memory": 128 * MI}}
    assert [{"requests": {"cpu": 0.1, "memory": 512 * MI}}, small, small, small if version > "3" else None] == found


def test_limit_that_the_user_sets_is_the_request_too() -> None:
    """Otherwise a smaller limit would keep the hub from starting."""
    own = {"hub": {"resources": {"limits": {"memory": "256Mi"}}}, "proxy": {"chp": {"resources": {"requests": {"cpu": 1}}}}}
    values = _values(values=own)

    assert {"requests": {"cpu": 0.1}, "limits": {"memory": "256Mi"}} == values["hub"]["resources"]
    assert {"requests": {"cpu": 1, "memory": 128 * MI}} == values["proxy"]["chp"]["resources"]


def test_nodes() -> None:
    """Of all pods but servers, the one that waits for images included."""
    core = {"node_selector": {"team": "core"}, "tolerations": [{"key": "CriticalAddonsOnly"}]}
    values = _values(scheduling={"core": core})

    for place in (*CORE_PODS, AWAITER):
        assert {"team": "core"} == at(values, *place, "nodeSelector")
        assert [{"key": "CriticalAddonsOnly", "operator": "Exists"}] == at(values, *place, "tolerations")
    assert "nodeSelector" not in values["singleuser"]


@pytest.mark.parametrize("version", LINES)
def test_quota_of_cpu_and_memory(version: str) -> None:
    """Each container of the chart requests its share, and so do servers; 1.x has no key for the init container's."""
    values = _values(version, instance_metadata="nodes", resource_quota={"cpu": 20, "memory": "80Gi"})

    requests = {place: at(values, *place, "resources", "requests") for place in SMALL_CONTAINERS}
    small = {"cpu": 0.01, "memory": 16 * MI}
    tools = ("singleuser", "networkTools")
    assert dict.fromkeys(SMALL_CONTAINERS, small) | ({} if version > "2" else {tools: None}) == requests
    assert 0.05 == values["singleuser"]["cpu"]["guarantee"]


def test_other_quotas_need_nothing() -> None:
    """Quotas that count objects."""
    values = _values(resource_quota={"claims": 9, "gpus": 1})

    assert [None] * 4 == [at(values, *place, "resources") for place in SMALL_CONTAINERS]
    assert "cpu" not in values["singleuser"]


def test_limit_of_servers_is_set_in_the_hub_too() -> None:
    """Users are asked to come back, and no start fails."""
    assert 30 == _values(resource_quota={"servers": 30})["hub"]["activeServerLimit"]
    assert "activeServerLimit" not in _values()["hub"]


@pytest.mark.schema
@pytest.mark.parametrize("version", LINES)
def test_values_are_valid(version: str) -> None:
    """With the schema of each version."""
    core = {"node_selector": {"a": "b"}, "tolerations": [{"key": "a"}], "resources": {"memory": {"limit": "1Gi"}}}
    values = _values(
        version, instance_metadata="nodes", scheduling={"core": core}, resource_quota={"servers": 9, "cpu": 20, "memory": "80Gi"}
    )

    assert [] == schema_errors(version, values)
