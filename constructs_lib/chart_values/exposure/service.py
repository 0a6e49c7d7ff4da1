"""Chart values by service type."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.exposure.application_load_balancer import alb_values
from constructs_lib.chart_values.exposure.network_load_balancer import nlb_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.exposure.settings import ExposureProps


def exposure_values(hub: ExposureProps, version: ChartVersion, *, certificate_arn: str | None) -> dict[str, Any]:
    """Return values that expose the proxy by the service type.

    Args:
        hub: the hub's settings.
        version: version of the chart.
        certificate_arn: certificate that the load balancer serves. None: plain HTTP, or TLS by other means.
    """
    if hub.exposed_by is JupyterHubServiceType.ALB:
        return alb_values(hub, version, certificate_arn=certificate_arn)
    if hub.exposed_by is JupyterHubServiceType.NLB:
        return nlb_values(hub, certificate_arn=certificate_arn)
    return {"proxy": {"service": {"type": "ClusterIP"}}}
