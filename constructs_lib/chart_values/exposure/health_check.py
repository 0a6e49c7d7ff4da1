"""Health check path."""

from __future__ import annotations

from constructs_lib.models.exposure.settings import ExposureProps


def health_path(hub: ExposureProps) -> str:
    """Return the path of the hub's health page, below ``hub.baseUrl`` if the user's values set it.

    The root returns 302, which a target group considers unhealthy. Source: JupyterHub, ``HealthCheckHandler``.
    """
    return f"{hub.base_path}/hub/health"
