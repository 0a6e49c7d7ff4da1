"""Chart values of a hub behind a Network Load Balancer, which the controller creates for the proxy's Service."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.exposure.health_check import health_path
from constructs_lib.chart_values.exposure.load_balancer_attributes import common_attributes, string_map
from constructs_lib.chart_values.exposure.proxy_flags import proxy_flags
from constructs_lib.models.exposure.load_balancer import LetsEncryptConfig
from constructs_lib.models.exposure.settings import NLB_ANNOTATION, ExposureProps


def nlb_values(hub: ExposureProps, *, certificate_arn: str | None) -> dict[str, Any]:
    """Return values that expose the proxy through a Service of the type LoadBalancer.

    Args:
        hub: the hub's settings.
        certificate_arn: certificate that the load balancer serves. None: Let's Encrypt through the chart, or plain HTTP.
    """
    annotations = _common(hub)
    proxy: dict[str, Any] = {}
    service: dict[str, Any] = {"type": "LoadBalancer"}
    if certificate_arn:
        annotations |= _tls(hub, certificate_arn) | _health_check(hub)
        proxy = {"https": {"enabled": True, "type": "offload"}, **proxy_flags(https=True)}
        # An NLB can't redirect: port 80 would stay open unencrypted.
        service["disableHttpPort"] = True
    elif hub.lets_encrypt:
        annotations |= _idle_timeout(hub, 80, 443)
        proxy["https"] = _lets_encrypt(hub, hub.lets_encrypt)
    else:
        annotations |= _idle_timeout(hub, 80) | _health_check(hub)
    service["annotations"] = {f"{NLB_ANNOTATION}{key}": value for key, value in annotations.items()}
    if hub.allowed_cidrs:
        service["loadBalancerSourceRanges"] = list(hub.allowed_cidrs)
    return {"proxy": {"service": service, **proxy}}


def _common(hub: ExposureProps) -> dict[str, str]:
    """Source: AWS Load Balancer Controller, Service annotations; with type external no other controller handles the Service."""
    annotations = {"type": "external", "nlb-target-type": "ip", "scheme": str(hub.scheme)}
    if hub.load_balancer.subnets:
        annotations["subnets"] = ",".join(hub.load_balancer.subnets)
    return annotations | {"attributes": string_map(common_attributes(hub.load_balancer))}


def _tls(hub: ExposureProps, certificate_arn: str) -> dict[str, str]:
    """Terminate TLS at the load balancer; behind it the proxy uses HTTP. A TLS listener has no configurable idle timeout."""
    return {
        "ssl-cert": certificate_arn,
        "ssl-ports": "https",
        "ssl-negotiation-policy": hub.load_balancer.ssl_policy,
        "backend-protocol": "tcp",
    }


def _health_check(hub: ExposureProps) -> dict[str, str]:
    """Check the hub itself, through the proxy, not only whether a port is open.

    While the hub restarts, users' servers still work through the proxy, so a failed check must not close their connections, which
    an NLB does by default. Source: Elastic Load Balancing, "Connection termination for unhealthy targets".
    """
    return {
        "target-group-attributes": "target_health_state.unhealthy.connection_termination.enabled=false",
        "healthcheck-protocol": "http",
        "healthcheck-port": "traffic-port",
        "healthcheck-path": health_path(hub),
        "healthcheck-success-codes": "200",
    }


def _idle_timeout(hub: ExposureProps, *ports: int) -> dict[str, str]:
    return {f"listener-attributes.TCP-{port}": f"tcp.idle_timeout.seconds={hub.load_balancer.idle_timeout}" for port in ports}


def _lets_encrypt(hub: ExposureProps, config: LetsEncryptConfig) -> dict[str, Any]:
    """Let the chart's own TLS proxy get the certificate: both ports pass through to it, and it redirects 80 to 443.

    Because of the redirect the health check stays at TCP, the controller's default.
    """
    return {
        "enabled": True,
        "type": "letsencrypt",
        "hosts": list(config.hosts or hub.host_names),
        "letsencrypt": {"contactEmail": config.contact_email},
    }
