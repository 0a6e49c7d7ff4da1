"""The metrics of one hub, and what of the hub's other keys goes with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import SCOPES, ChartVersion
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.later import later

if TYPE_CHECKING:
    from constructs_lib.models.metrics.settings import MetricsConfig
else:
    MetricsConfig = later("constructs_lib.models.metrics.settings", "MetricsConfig")

#: The service of the hub that has the token, and its role. The chart makes the token and keeps it in the hub's Secret.
METRICS_SERVICE = "metrics-reader"

_OF_HUB = ("hub", "config", "JupyterHub")


class MetricsProps(HelmAddOnProps):
    """Who reads a hub's metrics."""

    metrics: MetricsConfig | None = None
    """Let Prometheus read the hub's metrics, and make a dashboard for Grafana. Default: the chart's own, for which nobody has a token."""


class _Hub(Protocol):
    @property
    def metrics(self) -> MetricsConfig | None: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def chart_version(self) -> ChartVersion: ...

    @property
    def service_api_tokens(self) -> Collection[str]: ...

    def user_value(self, *path: str, default: object = None) -> object: ...


def _chart_has_scopes(hub: _Hub) -> Iterator[Problem]:
    if hub.metrics is not None and not hub.chart_version.has(SCOPES):
        what = "metrics, whose token may do nothing else,"
        yield Problem(hub.chart_version.lacks(SCOPES, what), ("metrics",))


def _service_is_our_own(hub: _Hub) -> Iterator[Problem]:
    if hub.metrics is None:
        return
    if METRICS_SERVICE in hub.service_api_tokens:
        yield Problem("is the service of metrics, whose token the chart makes; write another name", ("service_api_tokens", METRICS_SERVICE))
    for key in ("services", "loadRoles"):
        if hub.user_value("hub", key, METRICS_SERVICE, default=hub) is not hub:
            yield Problem("is the service of metrics; write another name", ("values", "hub", key, METRICS_SERVICE))
    for key, instead in (("services", "values.hub.services"), ("load_roles", "values.hub.loadRoles")):
        if hub.user_value(*_OF_HUB, key, default=hub) is not hub:
            fix = f"write {instead}, to which metrics adds its own"
            yield Problem(f"would drop what metrics writes, {METRICS_SERVICE}; {fix}", ("values", *_OF_HUB, key))


def _names_are_known(hub: _Hub) -> Iterator[Problem]:
    """The ServiceMonitor names the hub's Secret; with another name of the release's parts it would find nothing."""
    if hub.metrics is not None and hub.user_value("fullnameOverride", default="") != "":
        yield Problem("changes the names by which metrics finds the hub; remove one of the two", ("values", "fullnameOverride"))


METRICS_RULES = (_chart_has_scopes, _service_is_our_own, _names_are_known)
