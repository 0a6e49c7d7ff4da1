"""Access to a hub's metrics: a ServiceMonitor for Prometheus, and a Grafana dashboard."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import AnnotationKey, DnsLabel
from constructs_lib.models.kinds.validators import matching, text_not_number

#: Value of a label. Source: Kubernetes, "Labels and Selectors", syntax and character set.
LabelValue = Annotated[
    str,
    matching(
        r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?",
        "is not the value of a label; use letters, digits, '-', '_' and '.', starting and ending with a letter or digit",
        longest=63,
    ),
]
_INTERVAL_RULE = "is not an interval; use the form 30s, 1m or 1m30s"
#: Source: Prometheus Operator, API reference, ``Duration``; milliseconds and units above a day are not useful here.
Interval = Annotated[str, text_not_number(_INTERVAL_RULE), matching(r"(?=[1-9])([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?", _INTERVAL_RULE)]


class ServiceMonitorConfig(Model):
    """A ServiceMonitor in the hub's namespace, where the token is stored. Requires the Prometheus Operator on the cluster."""

    namespace: DnsLabel = "monitoring"
    """Namespace in which Prometheus runs; the hub's network policy admits it."""
    labels: dict[AnnotationKey, LabelValue] = Field(default_factory=lambda: {"release": "kube-prometheus-stack"})
    """Labels by which Prometheus selects the ServiceMonitor. Default: {release: kube-prometheus-stack}, which Prometheus requires if that
    chart is installed under this name."""
    interval: Interval = "30s"
    """Scrape interval, for example 30s or 1m."""


class DashboardConfig(Model):
    """A dashboard of users, servers, spawns, resources and the hub's health, in a ConfigMap that Grafana's sidecar loads."""

    namespace: DnsLabel = "monitoring"
    """Namespace of the ConfigMap, where the sidecar looks for dashboards."""
    labels: dict[AnnotationKey, LabelValue] = Field(default_factory=lambda: {"grafana_dashboard": "1"})
    """Labels by which the sidecar selects the ConfigMap. Default: {grafana_dashboard: "1"}."""


class MetricsConfig(Model):
    """Metrics of the hub, read with a separate token that permits nothing else. Requires chart 2.0.0 or later."""

    service_monitor: ServiceMonitorConfig | None = None
    """A ServiceMonitor for the Prometheus Operator. Default: none; if dashboard is not set either, one with its defaults."""
    dashboard: DashboardConfig | None = None
    """A Grafana dashboard. Default: none; if service_monitor is not set either, one with its defaults."""

    @property
    def monitor(self) -> ServiceMonitorConfig | None:
        """The effective ServiceMonitor."""
        return self.service_monitor if self.model_fields_set else ServiceMonitorConfig()

    @property
    def board(self) -> DashboardConfig | None:
        """The effective dashboard."""
        return self.dashboard if self.model_fields_set else DashboardConfig()
