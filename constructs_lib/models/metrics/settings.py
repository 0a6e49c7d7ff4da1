"""What reads a hub's metrics: Prometheus by a ServiceMonitor, people by a dashboard of Grafana."""

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
        "is not the value of a label; those hold letters, digits, '-', '_' and '.', and start and end with a letter or digit",
        longest=63,
    ),
]
_INTERVAL_RULE = "is not an interval; write it like 30s, 1m or 1m30s"
#: Source: Prometheus Operator, API reference, ``Duration``; milliseconds and units above a day are of no use here.
Interval = Annotated[str, text_not_number(_INTERVAL_RULE), matching(r"(?=[1-9])([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?", _INTERVAL_RULE)]


class ServiceMonitorConfig(Model):
    """A ServiceMonitor in the hub's namespace, where the token lies. The cluster has to have the Prometheus Operator."""

    namespace: DnsLabel = "monitoring"
    """Namespace in which Prometheus runs; the hub's network policy lets it in."""
    labels: dict[AnnotationKey, LabelValue] = Field(default_factory=lambda: {"release": "kube-prometheus-stack"})
    """Labels by which Prometheus finds the ServiceMonitor. Default: {release: kube-prometheus-stack}, which that chart's Prometheus
    asks for where it is installed by this name."""
    interval: Interval = "30s"
    """Time between two readings, for example 30s or 1m."""


class DashboardConfig(Model):
    """A dashboard of the hub in a ConfigMap, which Grafana's sidecar loads. It shows users, servers, spawns, resources and the hub's health."""

    namespace: DnsLabel = "monitoring"
    """Namespace of the ConfigMap, in which the sidecar looks for dashboards."""
    labels: dict[AnnotationKey, LabelValue] = Field(default_factory=lambda: {"grafana_dashboard": "1"})
    """Labels by which the sidecar finds the ConfigMap. Default: {grafana_dashboard: "1"}."""


class MetricsConfig(Model):
    """Metrics of the hub, read with a token of their own that can do nothing else. Needs chart 2.0.0 or later."""

    service_monitor: ServiceMonitorConfig | None = None
    """A ServiceMonitor for the Prometheus Operator. Default: none, but where dashboard isn't given either, one with its defaults."""
    dashboard: DashboardConfig | None = None
    """A dashboard for Grafana. Default: none, but where service_monitor isn't given either, one with its defaults."""

    @property
    def monitor(self) -> ServiceMonitorConfig | None:
        """The ServiceMonitor in force."""
        return self.service_monitor if self.model_fields_set else ServiceMonitorConfig()

    @property
    def board(self) -> DashboardConfig | None:
        """The dashboard in force."""
        return self.dashboard if self.model_fields_set else DashboardConfig()
