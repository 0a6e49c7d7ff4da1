"""The metrics of one hub, and rules across its other keys."""

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

#: The hub's service that has the token, and its role. The chart generates the token and keeps it in the hub's Secret.
METRICS_SERVICE = "metrics-reader"

_OF_HUB = ("hub", "config", "JupyterHub")


class MetricsProps(HelmAddOnProps):
    """Access to a hub's metrics."""

    metrics: MetricsConfig | None = None
    """Let Prometheus scrape the hub's metrics, and create a Grafana dashboard. Default: the chart's own endpoint, for which no one has a
    token."""


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
        what = "metrics with a token restricted to them"
        yield Problem(hub.chart_version.lacks(SCOPES, what), ("metrics",))


def _service_is_our_own(hub: _Hub) -> Iterator[Problem]:
    if hub.metrics is None:
        return
    if METRICS_SERVICE in hub.service_api_tokens:
        yield Problem("is reserved for metrics, whose token the chart generates; use another name", ("service_api_tokens", METRICS_SERVICE))
    for key in ("services", "loadRoles"):
        if hub.user_value("hub", key, METRICS_SERVICE, default=hub) is not hub:
            yield Problem("is reserved for metrics; use another name", ("values", "hub", key, METRICS_SERVICE))
    for key, instead in (("services", "values.hub.services"), ("load_roles", "values.hub.loadRoles")):
        if hub.user_value(*_OF_HUB, key, default=hub) is not hub:
            fix = f"use {instead}, to which metrics adds its own entry"
            yield Problem(f"would drop {METRICS_SERVICE}, the entry of metrics; {fix}", ("values", *_OF_HUB, key))


def _names_are_known(hub: _Hub) -> Iterator[Problem]:
    """The ServiceMonitor refers to the hub's Secret by name; if the names of the release's objects change, it would not find the Secret."""
    if hub.metrics is not None and hub.user_value("fullnameOverride", default="") != "":
        yield Problem("changes the names that metrics uses to find the hub; remove one of them", ("values", "fullnameOverride"))


METRICS_RULES = (_chart_has_scopes, _service_is_our_own, _names_are_known)
