"""The hub's part of its metrics: a token that can only read them, and network access for Prometheus."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.metrics.hub import metrics_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.metrics.settings import MetricsConfig


def test_defaults() -> None:
    """Without metrics nothing is written."""
    assert {} == metrics_values(None)


def test_token_can_only_read_the_metrics() -> None:
    """The service's token is not ours, so the chart generates one; its role has one scope."""
    hub = metrics_values(MetricsConfig())["hub"]

    assert {"metrics-reader": {"name": "metrics-reader"}} == hub["services"]
    assert {"metrics-reader": {"name": "metrics-reader", "scopes": ["read:metrics"], "services": ["metrics-reader"]}} == hub["loadRoles"]


def test_prometheus_gets_access() -> None:
    """From its namespace, only to the hub's port; nobody gets it without a ServiceMonitor."""
    metrics = MetricsConfig.model_validate({"service_monitor": {"namespace": "observe"}})
    (rule,) = metrics_values(metrics)["hub"]["networkPolicy"]["ingress"]

    assert [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "observe"}}}] == rule["from"]
    assert [{"port": "http", "protocol": "TCP"}] == rule["ports"]
    assert "networkPolicy" not in metrics_values(MetricsConfig.model_validate({"dashboard": {}}))["hub"]


def test_added_to_the_users_own() -> None:
    """The user's services, roles and rules are kept, ours are added."""
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
