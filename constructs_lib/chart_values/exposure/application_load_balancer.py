"""Chart values of a hub behind an Application Load Balancer, which the controller creates for the Ingress."""

from __future__ import annotations

import json
from typing import Any

from constructs_lib.chart_values.exposure.health_check import health_path
from constructs_lib.chart_values.exposure.load_balancer_attributes import common_attributes, string_map
from constructs_lib.chart_values.exposure.proxy_flags import proxy_flags
from constructs_lib.models.chart_version import INGRESS_CLASS_NAME, KEEP_ALIVE_FLAG, ChartVersion
from constructs_lib.models.exposure.settings import ALB_ANNOTATION, ExposureProps

_CLASS = "alb"
#: The annotation for the class of an Ingress, from before it had a field.
_CLASS_ANNOTATION = "kubernetes.io/ingress.class"


def alb_values(hub: ExposureProps, version: ChartVersion, *, certificate_arn: str | None) -> dict[str, Any]:
    """Return values that expose the proxy through an Ingress of the class ``alb``; the user's annotations win.

    Args:
        hub: the hub's settings.
        version: version of the chart; an old one sets the class only by annotation.
        certificate_arn: certificate that the load balancer serves; port 80 then redirects to 443. None: plain HTTP.
    """
    presets = {f"{ALB_ANNOTATION}{key}": value for key, value in _presets(hub, certificate_arn).items()}
    annotations = presets | hub.ingress_annotations
    ingress = {"enabled": True, "hosts": list(hub.ingress_hosts or hub.host_names), **_named_class(hub, version, annotations)}
    idle_timeout = hub.load_balancer.idle_timeout if version.has(KEEP_ALIVE_FLAG) else None
    flags = proxy_flags(https=certificate_arn is not None, idle_timeout=idle_timeout)
    return {"ingress": ingress, "proxy": {"service": {"type": "ClusterIP"}, **flags}}


def _named_class(hub: ExposureProps, version: ChartVersion, annotations: dict[str, str]) -> dict[str, Any]:
    """Set the class by the field, unless the user's own annotation does: Kubernetes rejects an Ingress with both.

    The annotation ``alb``, which EKS Blueprints' users write, is equivalent to the field and removed.
    """
    if not version.has(INGRESS_CLASS_NAME):
        return {"annotations": {_CLASS_ANNOTATION: _CLASS, **annotations}}
    own = annotations.get(_CLASS_ANNOTATION, _CLASS)
    if own != _CLASS or hub.user_value("ingress", "annotations", _CLASS_ANNOTATION) is not None:
        return {"annotations": annotations}
    return {"ingressClassName": _CLASS, "annotations": {key: value for key, value in annotations.items() if key != _CLASS_ANNOTATION}}


def _presets(hub: ExposureProps, certificate_arn: str | None) -> dict[str, str]:
    """Source: AWS Load Balancer Controller, Ingress annotations."""
    options = hub.load_balancer
    presets = {
        "scheme": str(hub.load_balancer_scheme),
        "target-type": "ip",
        "healthcheck-path": health_path(hub),
        "success-codes": "200",
        "load-balancer-attributes": string_map(
            {
                "idle_timeout.timeout_seconds": str(options.idle_timeout),
                # AWS Security Hub, control ELB.4. The proxy and JupyterHub only send and expect valid header names.
                "routing.http.drop_invalid_header_fields.enabled": "true",
                **common_attributes(options),
            },
        ),
    }
    if certificate_arn:
        presets |= {
            "certificate-arn": certificate_arn,
            "listen-ports": json.dumps([{"HTTP": 80}, {"HTTPS": 443}]),
            "ssl-redirect": "443",
            "ssl-policy": options.ssl_policy,
        }
    if hub.allowed_cidrs:
        presets["inbound-cidrs"] = ",".join(hub.allowed_cidrs)
    if options.subnets:
        presets["subnets"] = ",".join(options.subnets)
    if options.waf_acl_arn:
        presets["wafv2-acl-arn"] = options.waf_acl_arn
    if options.shield_advanced is not None:
        presets["shield-advanced-protection"] = "true" if options.shield_advanced else "false"
    return presets
