"""Chart values that give access to a hub's metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.metrics.of_hub import METRICS_SERVICE

if TYPE_CHECKING:
    from constructs_lib.models.metrics.settings import MetricsConfig

#: The part of ``hub.extraConfig``; the name makes it run after the user's own parts.
_PROFILE_LABEL = "zz-profile-label"


def metrics_values(metrics: MetricsConfig | None) -> dict[str, Any]:
    """Return values for a token that can only read the metrics, and for access from Prometheus.

    Source: chart, ``hub.services`` (the token is stored in the hub's Secret), ``hub.loadRoles`` and ``hub.networkPolicy.ingress``.

    Args:
        metrics: who reads the metrics. None: no one.
    """
    if metrics is None:
        return {}
    hub: dict[str, Any] = {
        "services": {METRICS_SERVICE: {"name": METRICS_SERVICE}},  # named, so that values can't drop it silently
        "loadRoles": {METRICS_SERVICE: {"name": METRICS_SERVICE, "scopes": ["read:metrics"], "services": [METRICS_SERVICE]}},
        "extraConfig": {_PROFILE_LABEL: extra_config("profile_label")},
    }
    if metrics.monitor:
        namespace = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": metrics.monitor.namespace}}}
        hub["networkPolicy"] = {"ingress": [{"from": [namespace], "ports": [{"port": "http", "protocol": "TCP"}]}]}
    return {"hub": hub}
