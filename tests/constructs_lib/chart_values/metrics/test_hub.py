"""The hub's own part in its metrics: a token that reads them alone, and a way in for Prometheus."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.metrics.hub import metrics_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.metrics.settings import MetricsConfig


def test_defaults() -> None:
    """Without metrics nothing is written."""
    assert {} == metrics_values(None)


def test_token_can_read_the_metrics_alone() -> None:
    """The service has no token of ours, so the chart makes one; its role has one scope."""
    hub = metrics_values(MetricsConfig())["hub"]

    assert {"metrics-reader": {"name": "metrics-reader"}} == hub["services"]
    assert {"metrics-reader": {"name": "metrics-reader", "scopes": ["read:metrics"], "services": ["metrics-reader"]}} == hub["loadRoles"]


def test_prometheus_is_let_in() -> None:
    """From its namespace, to the hub's port alone; nobody where no ServiceMonitor is made."""
    metrics = MetricsConfig.model_validate({"service_monitor": {"namespace": "observe"}})
    (rule,) = metrics_values(metrics)["hub"]["networkPolicy"]["ingress"]

    assert [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "observe"}}}] == rule["from"]
    assert [{"port": "http", "protocol": "TCP"}] == rule["ports"]
    assert "networkPolicy" not in metrics_values(MetricsConfig.model_validate({"dashboard": {}}))["hub"]


def test_beside_the_users_own() -> None:
    """Services, roles and rules of the user's are added to ours."""
    own: dict[str, Any] = {"services": {"grader": {}}, "networkPolicy": {"ingress": [{"from": []}]}}
    hub = JupyterHubAddOnProps.model_validate(
        {
            "service_type": "cluster_ip",
            "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"},
            "metrics": {},
            "values": {"hub": own},
        }
    )
    values = hub_values(hub)["hub"]

    assert {"grader", "metrics-reader"} == set(values["services"])
    assert 2 == len(values["networkPolicy"]["ingress"])
