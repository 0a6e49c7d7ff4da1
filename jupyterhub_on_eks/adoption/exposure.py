"""Keys for how users reach the hub; what has no key stays in the values, on the same load balancer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import INGRESS_CLASS_NAME, ChartVersion
from constructs_lib.models.exposure.settings import ALB_ANNOTATION, NLB_ANNOTATION
from jupyterhub_on_eks.adoption.draft import Draft, Proposal
from jupyterhub_on_eks.adoption.places import ABSENT, at
from jupyterhub_on_eks.chart_defaults import COMMON

#: Name of the certificate in the hub file.
CERTIFICATE = "adopted"
_CLASS_ANNOTATION = "kubernetes.io/ingress.class"
_SERVICE, _INGRESS = ("proxy", "service", "annotations"), ("ingress", "annotations")
#: Values of ``aws-load-balancer-type`` with which the AWS Load Balancer Controller handles a Service, and its class of Services.
#: Source: AWS Load Balancer Controller, Service annotations.
_CONTROLLER_TYPES, _CONTROLLER_CLASS = {"external", "nlb-ip"}, "service.k8s.aws/nlb"


def service_type(values: Mapping[str, Any], version: ChartVersion) -> str:
    """Return the service type. A load balancer that the controller doesn't manage has none: its settings stay values."""
    if at(values, ("ingress", "enabled")) is True:
        annotations = _annotations(values, _INGRESS)
        by_field = at(values, ("ingress", "ingressClassName")) if version.has(INGRESS_CLASS_NAME) else ABSENT
        return "alb" if "alb" in (by_field, annotations.get(_CLASS_ANNOTATION)) else "cluster_ip"
    kind = at(values, ("proxy", "service", "type"))
    kind = COMMON["proxy.service.type"] if kind in {ABSENT, None} else kind
    of_controller = at(values, ("proxy", "service", "loadBalancerClass")) in {ABSENT, None, "", _CONTROLLER_CLASS}
    return "nlb" if kind == "LoadBalancer" and of_controller and _has_nlb_key(_annotations(values, _SERVICE)) else "cluster_ip"


def _has_nlb_key(annotations: Mapping[str, Any]) -> bool:
    """Return whether the controller handles a Service; with the type ``nlb``, only if an annotation that only the controller reads shows it.

    EKS Blueprints writes the type ``nlb``. The keys of another scheme need a type that the controller certainly handles.
    """
    kind, scheme = (annotations.get(f"{NLB_ANNOTATION}{key}") for key in ("type", "scheme"))
    if kind == "nlb":
        return f"{NLB_ANNOTATION}nlb-target-type" in annotations and scheme == "internet-facing"
    return kind in _CONTROLLER_TYPES


def silent_type(values: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the type of the Service if the chart's default creates a load balancer and the key would not."""
    silent = at(values, ("proxy", "service", "type")) in {ABSENT, None}
    return {"proxy": {"service": {"type": COMMON["proxy.service.type"]}}} if silent and kind != "nlb" else {}


def scheme(draft: Draft) -> Iterator[Proposal]:
    """The scheme of the load balancer; the controller's default is internal."""
    if (place := _place(draft)) is None:
        return
    path, prefix = place
    found = _annotations(draft.values, path).get(f"{prefix}scheme")
    if found in {"internal", "internet-facing"}:
        yield Proposal(keys={"load_balancer_scheme": found})


def silent_scheme(values: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the scheme of a load balancer without an annotation for it. Source: AWS Load Balancer Controller, ``scheme``: internal."""
    path, prefix = (_INGRESS, ALB_ANNOTATION) if kind == "alb" else (_SERVICE, NLB_ANNOTATION)
    found = _annotations(values, path)
    old = found.get(f"{NLB_ANNOTATION}internal") if kind == "nlb" else None
    if kind == "cluster_ip" or f"{prefix}scheme" in found or old == "false":
        return {}
    return {"load_balancer_scheme": "internal"}


def address_ranges(draft: Draft) -> Iterator[Proposal]:
    """The address ranges that may connect."""
    if draft.keys["service_type"] == "alb":
        ranges = _annotations(draft.values, _INGRESS).get(f"{ALB_ANNOTATION}inbound-cidrs")
        if isinstance(ranges, str):
            yield Proposal(keys={"allowed_cidrs": [part.strip() for part in ranges.split(",")]})
    elif isinstance(listed := draft.given("proxy", "service", "loadBalancerSourceRanges"), list) and listed:
        yield Proposal(keys={"allowed_cidrs": listed})


def certificate(draft: Draft) -> Iterator[Proposal]:
    """The certificate that the load balancer serves."""
    if (place := _place(draft)) is None:
        return
    path, prefix = place
    arn = _annotations(draft.values, path).get(f"{prefix}{'certificate-arn' if prefix == ALB_ANNOTATION else 'ssl-cert'}")
    if isinstance(arn, str) and "," not in arn:
        yield Proposal(keys={"certificate_resource_name": CERTIFICATE}, certificate=arn)


def lets_encrypt(draft: Draft) -> Iterator[Proposal]:
    """A certificate that the chart requests from Let's Encrypt."""
    https = draft.given("proxy", "https")
    if draft.keys["service_type"] != "nlb" or not isinstance(https, Mapping) or https.get("type", "letsencrypt") != "letsencrypt":
        return
    email, hosts = at(https, ("letsencrypt", "contactEmail")), https.get("hosts")
    if https.get("enabled") is True and isinstance(email, str) and isinstance(hosts, list):
        yield Proposal(keys={"lets_encrypt": {"contact_email": email, "hosts": hosts}})


def hosts(draft: Draft) -> Iterator[Proposal]:
    """Host names of the Ingress."""
    names = draft.given("ingress", "hosts")
    if draft.keys["service_type"] == "alb" and isinstance(names, list) and names:
        yield Proposal(keys={"ingress_hosts": names})


def ingress_annotations(draft: Draft) -> Iterator[Proposal]:
    """Other annotations of the Ingress. The annotation of the class stays a value: replacing it by the field would change the Ingress."""
    if draft.keys["service_type"] != "alb":
        return
    rest = _annotations(draft.remaining, _INGRESS)
    annotations = {key: value for key, value in rest.items() if key != _CLASS_ANNOTATION and isinstance(value, str)}
    if annotations:
        yield Proposal(keys={"ingress_annotations": annotations})


def _annotations(values: Mapping[str, Any], path: KeyPath) -> Mapping[str, Any]:
    found = at(values, path)
    return found if isinstance(found, Mapping) else {}


def _place(draft: Draft) -> tuple[KeyPath, str] | None:
    return {"alb": (_INGRESS, ALB_ANNOTATION), "nlb": (_SERVICE, NLB_ANNOTATION)}.get(draft.keys["service_type"])
