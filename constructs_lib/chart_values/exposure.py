"""Chart values of the front door: the proxy's service and the Ingress."""

from __future__ import annotations

import json
from typing import Any

from constructs_lib.models.exposure import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: The hub's own health page; the root answers 302, which a target group takes for ill.
HEALTH_PATH = "/hub/health"

_ALB = "alb.ingress.kubernetes.io/"
_NLB = "service.beta.kubernetes.io/aws-load-balancer-"


def exposure_values(hub: JupyterHubAddOnProps, *, certificate_arn: str | None) -> dict[str, Any]:
    """Expose the proxy as the service type says.

    Args:
        hub: the hub's settings.
        certificate_arn: certificate that the load balancer serves. None: plain HTTP.
    """
    if hub.exposed_by is JupyterHubServiceType.ALB:
        return _alb_values(hub, certificate_arn)
    if hub.exposed_by is JupyterHubServiceType.NLB:
        return _nlb_values(certificate_arn)
    return {"proxy": {"service": {"type": "ClusterIP"}}}


def _alb_values(hub: JupyterHubAddOnProps, certificate_arn: str | None) -> dict[str, Any]:
    """Source: AWS Load Balancer Controller, Ingress annotations."""
    presets = {
        f"{_ALB}scheme": "internet-facing",
        f"{_ALB}target-type": "ip",
        f"{_ALB}healthcheck-path": HEALTH_PATH,
        f"{_ALB}success-codes": "200",
    }
    if certificate_arn:
        presets |= {
            f"{_ALB}certificate-arn": certificate_arn,
            f"{_ALB}listen-ports": json.dumps([{"HTTP": 80}, {"HTTPS": 443}]),
            f"{_ALB}ssl-redirect": "443",
        }
    ingress = {
        "enabled": True,
        "ingressClassName": "alb",
        "hosts": list(hub.ingress_hosts),
        "annotations": presets | hub.ingress_annotations,
    }
    return {"ingress": ingress, "proxy": {"service": {"type": "ClusterIP"}}}


def _nlb_values(certificate_arn: str | None) -> dict[str, Any]:
    """Source: AWS Load Balancer Controller, Service annotations; TLS ends at the balancer, the chart's type offload."""
    annotations = {f"{_NLB}type": "external", f"{_NLB}nlb-target-type": "ip", f"{_NLB}scheme": "internet-facing"}
    if not certificate_arn:
        return {"proxy": {"service": {"type": "LoadBalancer", "annotations": annotations}}}
    annotations |= {f"{_NLB}ssl-cert": certificate_arn, f"{_NLB}ssl-ports": "https", f"{_NLB}backend-protocol": "tcp"}
    return {"proxy": {"service": {"type": "LoadBalancer", "annotations": annotations}, "https": {"enabled": True, "type": "offload"}}}
