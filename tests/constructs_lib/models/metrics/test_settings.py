"""Settings of metrics: the defaults, labels and intervals."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.metrics.settings import DashboardConfig, MetricsConfig, ServiceMonitorConfig


def test_defaults() -> None:
    """Both, as kube-prometheus-stack finds them."""
    metrics = MetricsConfig()

    assert ServiceMonitorConfig() == metrics.monitor
    assert DashboardConfig() == metrics.board
    assert ("monitoring", {"release": "kube-prometheus-stack"}, "30s") == (
        ServiceMonitorConfig().namespace,
        ServiceMonitorConfig().labels,
        ServiceMonitorConfig().interval,
    )
    assert ("monitoring", {"grafana_dashboard": "1"}) == (DashboardConfig().namespace, DashboardConfig().labels)


def test_only_one() -> None:
    """What is set is created, and the other isn't; null means none."""
    assert MetricsConfig.model_validate({"dashboard": {}}).monitor is None
    assert MetricsConfig.model_validate({"service_monitor": {}}).board is None
    nothing = MetricsConfig.model_validate({"dashboard": None})
    assert (None, None) == (nothing.monitor, nothing.board)


@pytest.mark.parametrize("interval", ["30s", "1m", "1m30s", "2h", "90s"])
def test_intervals(interval: str) -> None:
    """Units from hours to seconds."""
    assert interval == ServiceMonitorConfig(interval=interval).interval


@pytest.mark.parametrize("wrong", ["", "0s", "30", "s", "1s1m", "30 s", "soon", 30])
def test_invalid_intervals(wrong: Any) -> None:
    """A unit is required, and a value above zero."""
    with pytest.raises(ValueError, match="is not an interval; use the form 30s"):
        ServiceMonitorConfig.model_validate({"interval": wrong})


@pytest.mark.parametrize("labels", [{"a b": "x"}, {"a": "x y"}, {"a": "-x"}, {"a": "x" * 64}])
def test_invalid_labels(labels: dict[str, str]) -> None:
    """Kubernetes would refuse them."""
    with pytest.raises(ValueError, match=r"annotation|label|at most 63"):
        DashboardConfig(labels=labels)
