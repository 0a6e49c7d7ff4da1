"""What a load balancer asks a hub to know whether it is well."""

from __future__ import annotations

from constructs_lib.models.exposure.settings import ExposureProps


def health_path(hub: ExposureProps) -> str:
    """Give the path of the hub's health page, below ``hub.baseUrl`` where the user's values move the hub.

    The root answers 302, which a target group takes for ill. Source: JupyterHub, ``HealthCheckHandler``.
    """
    return f"{hub.base_path}/hub/health"
