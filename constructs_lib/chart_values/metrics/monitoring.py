"""Values of the chart ``charts/hub-metrics``: a ServiceMonitor and a dashboard for one hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.models.metrics.of_hub import METRICS_SERVICE
from constructs_lib.models.metrics.settings import MetricsConfig
from constructs_lib.models.values import value_at


def monitoring_values(metrics: MetricsConfig, *, namespace: str, release: str, hub_values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the chart.

    Args:
        metrics: who reads the metrics.
        namespace: the hub's namespace.
        release: name of the hub's Helm release.
        hub_values: all chart values of the hub; only its base URL is used.
    """
    values: dict[str, Any] = {"hub": {"namespace": namespace, "release": release}}
    if monitor := metrics.monitor:
        base = str(value_at(hub_values, ("hub", "baseUrl")) or "/").rstrip("/")
        values["serviceMonitor"] = {
            "labels": dict(monitor.labels),
            "interval": monitor.interval,
            "path": f"{base}/hub/metrics",
            "tokenKey": f"hub.services.{METRICS_SERVICE}.apiToken",
        }
    if board := metrics.board:
        values["dashboard"] = {"namespace": board.namespace, "labels": dict(board.labels)}
    return values
