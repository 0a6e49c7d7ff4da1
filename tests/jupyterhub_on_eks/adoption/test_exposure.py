"""Exposure of a hub, as keys."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion
from jupyterhub_on_eks.adoption import exposure
from tests.jupyterhub_on_eks.adoption.drafts import accepted, draft, proposed

NLB = "service.beta.kubernetes.io/aws-load-balancer-"
ALB = "alb.ingress.kubernetes.io/"
ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"


def _service(**annotations: str) -> dict[str, Any]:
    return {"proxy": {"service": {"annotations": {f"{NLB}{key.replace('_', '-')}": value for key, value in annotations.items()}}}}


def _ingress(**annotations: str) -> dict[str, Any]:
    named = {f"{ALB}{key.replace('_', '-')}": value for key, value in annotations.items()}
    return {"ingress": {"enabled": True, "ingressClassName": "alb", "annotations": named}, "proxy": {"service": {"type": "ClusterIP"}}}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ("{}", "cluster_ip"),
        ("proxy: {service: {type: ClusterIP}}", "cluster_ip"),
        (f"proxy: {{service: {{annotations: {{{NLB}type: external}}}}}}", "nlb"),
        (f"proxy: {{service: {{annotations: {{{NLB}type: nlb}}}}}}", "cluster_ip"),
        (f"proxy: {{service: {{annotations: {{{NLB}type: nlb, {NLB}scheme: internal, {NLB}nlb-target-type: ip}}}}}}", "cluster_ip"),
        (f"proxy: {{service: {{annotations: {{{NLB}type: nlb, {NLB}scheme: internet-facing, {NLB}nlb-target-type: ip}}}}}}", "nlb"),
        (f"proxy: {{service: {{loadBalancerClass: other, annotations: {{{NLB}type: external}}}}}}", "cluster_ip"),
        (f"proxy: {{service: {{type: NodePort, annotations: {{{NLB}type: nlb}}}}}}", "cluster_ip"),
        ("ingress: {enabled: true, ingressClassName: alb}", "alb"),
        ("ingress: {enabled: true, annotations: {kubernetes.io/ingress.class: alb}}", "alb"),
        ("ingress: {enabled: true, ingressClassName: nginx}", "cluster_ip"),
        ("ingress: {enabled: false, ingressClassName: alb}", "cluster_ip"),
    ],
)
def test_service_type(values: str, kind: str) -> None:
    """Load balancers of the controller have a key; another one, such as a classic one, stays in the values."""
    given = yaml.safe_load(values)
    silent = exposure.silent_type(given, kind)

    assert kind == exposure.service_type(given, ChartVersion.of(RECOMMENDED))
    assert (kind != "nlb" and "type" not in given.get("proxy", {}).get("service", {})) == bool(silent)


def test_scheme() -> None:
    """Set, or not set, which the controller treats as internal; a classic load balancer doesn't count as not set."""
    assert [{"load_balancer_scheme": "internal"}] == proposed(exposure.scheme, _service(type="external", scheme="internal"))
    assert [{"load_balancer_scheme": "internet-facing"}] == proposed(exposure.scheme, _ingress(scheme="internet-facing"))
    assert {"load_balancer_scheme": "internal"} == exposure.silent_scheme(_ingress(), "alb")
    assert {"load_balancer_scheme": "internal"} == exposure.silent_scheme(_service(type="external"), "nlb")
    assert {} == exposure.silent_scheme(_service(type="external", internal="false"), "nlb")
    assert {} == exposure.silent_scheme({}, "cluster_ip")


def test_address_ranges() -> None:
    """As each load balancer names them."""
    assert [{"allowed_cidrs": ["10.0.0.0/8", "192.0.2.0/24"]}] == proposed(
        exposure.address_ranges, _ingress(inbound_cidrs="10.0.0.0/8, 192.0.2.0/24")
    )
    values = _service(type="external")
    values["proxy"]["service"]["loadBalancerSourceRanges"] = ["10.0.0.0/8"]
    assert [{"allowed_cidrs": ["10.0.0.0/8"]}] == proposed(exposure.address_ranges, values)


def test_certificate() -> None:
    """One certificate becomes a key; several stay annotations."""
    (alb,) = exposure.certificate(draft(_ingress(certificate_arn=ARN)))
    (nlb,) = exposure.certificate(draft(_service(type="external", ssl_cert=ARN)))

    assert [ARN, ARN] == [alb.certificate, nlb.certificate]
    assert {"certificate_resource_name": "adopted"} == alb.keys == nlb.keys
    assert [] == list(exposure.certificate(draft(_ingress(certificate_arn=f"{ARN},{ARN}"))))


def test_lets_encrypt() -> None:
    """The chart's own certificates behind an nlb."""
    values = _service(type="external", scheme="internet-facing")
    values["proxy"]["https"] = {"enabled": True, "hosts": ["hub.example.org"], "letsencrypt": {"contactEmail": "ops@example.org"}}
    found = accepted(exposure.lets_encrypt, values)

    assert {"contact_email": "ops@example.org", "hosts": ["hub.example.org"]} == found["lets_encrypt"]
    assert "https" not in found["values"].get("proxy", {})
    assert [] == proposed(exposure.lets_encrypt, {"proxy": {"https": {"enabled": True, "type": "manual"}}}, service_type="nlb")


def test_ingress() -> None:
    """Hosts and annotations are keys; that of the class stays, so that the Ingress keeps it."""
    values = _ingress(group_name="shared")
    values["ingress"] |= {"hosts": ["hub.example.org"], "ingressClassName": None}
    values["ingress"]["annotations"]["kubernetes.io/ingress.class"] = "alb"
    found = accepted(exposure.ingress_annotations, values)

    assert [{"ingress_hosts": ["hub.example.org"]}] == proposed(exposure.hosts, values)
    assert {f"{ALB}group-name": "shared"} == found["ingress_annotations"]
    assert {"kubernetes.io/ingress.class": "alb"} == found["values"]["ingress"]["annotations"]
    assert [] == proposed(exposure.hosts, {}) == proposed(exposure.ingress_annotations, {})
