"""Values of the chart with the ServiceMonitor and the dashboard."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.metrics.monitoring import monitoring_values
from constructs_lib.models.metrics.settings import MetricsConfig


def _values(metrics: dict[str, Any], **hub_values: Any) -> dict[str, Any]:
    return monitoring_values(MetricsConfig.model_validate(metrics), namespace="team-a", release="hub", hub_values=hub_values)


def test_defaults() -> None:
    """Both, for the hub's namespace and release, with the key of the token in the hub's Secret."""
    assert {
        "hub": {"namespace": "team-a", "release": "hub"},
        "serviceMonitor": {
            "labels": {"release": "kube-prometheus-stack"},
            "interval": "30s",
            "path": "/hub/metrics",
            "tokenKey": "hub.services.metrics-reader.apiToken",
        },
        "dashboard": {"namespace": "monitoring", "labels": {"grafana_dashboard": "1"}},
    } == _values({})


def test_only_one() -> None:
    """What isn't wanted isn't created."""
    assert "serviceMonitor" not in _values({"dashboard": {}})
    assert "dashboard" not in _values({"service_monitor": {}})


@pytest.mark.parametrize(
    ("base", "path"), [("/", "/hub/metrics"), ("/jupyter/", "/jupyter/hub/metrics"), ("/jupyter", "/jupyter/hub/metrics")]
)
def test_hub_below_a_path(base: str, path: str) -> None:
    """The metrics are below the hub's path."""
    assert path == _values({}, hub={"baseUrl": base})["serviceMonitor"]["path"]
