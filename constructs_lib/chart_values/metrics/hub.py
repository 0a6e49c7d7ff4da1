"""Chart values by which a hub's metrics can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.metrics.of_hub import METRICS_SERVICE

if TYPE_CHECKING:
    from constructs_lib.models.metrics.settings import MetricsConfig

#: The part of ``hub.extraConfig``; the name lets it run after hooks of the user's own parts.
_PROFILE_LABEL = "zz-profile-label"


def metrics_values(metrics: MetricsConfig | None) -> dict[str, Any]:
    """Let the chart make a token that can read the metrics and nothing else, and let Prometheus in.

    Source: chart, ``hub.services`` (the token is kept in the hub's Secret), ``hub.loadRoles`` and ``hub.networkPolicy.ingress``.

    Args:
        metrics: who reads the metrics; nobody by default.
    """
    if metrics is None:
        return {}
    hub: dict[str, Any] = {
        "services": {METRICS_SERVICE: {"name": METRICS_SERVICE}},  # named, so that values can't drop it in silence
        "loadRoles": {METRICS_SERVICE: {"name": METRICS_SERVICE, "scopes": ["read:metrics"], "services": [METRICS_SERVICE]}},
        "extraConfig": {_PROFILE_LABEL: extra_config("profile_label")},
    }
    if metrics.monitor:
        namespace = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": metrics.monitor.namespace}}}
        hub["networkPolicy"] = {"ingress": [{"from": [namespace], "ports": [{"port": "http", "protocol": "TCP"}]}]}
    return {"hub": hub}
