"""Chart values of a hub behind an Application Load Balancer."""

from __future__ import annotations

import json

from constructs_lib.chart_values.exposure.application_load_balancer import alb_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.exposure.settings import ExposureProps

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
VERSION = ChartVersion.of("4.4.0")
ACL = "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/hubs/12345678-1234-1234-1234-123456789012"
_PREFIX = "alb.ingress.kubernetes.io/"


def _hub(**settings: object) -> ExposureProps:
    return ExposureProps.model_validate({"service_type": "alb", **settings})


def _annotations(hub: ExposureProps, arn: str | None = None) -> dict[str, str]:
    found: dict[str, str] = alb_values(hub, VERSION, certificate_arn=arn)["ingress"]["annotations"]
    return {key.removeprefix(_PREFIX): value for key, value in found.items()}


def test_defaults() -> None:
    """By default it is internet-facing, sends requests to pods, and checks the hub's health page instead of its root."""
    assert {
        "scheme": "internet-facing",
        "target-type": "ip",
        "healthcheck-path": "/hub/health",
        "success-codes": "200",
        "load-balancer-attributes": "idle_timeout.timeout_seconds=3600,routing.http.drop_invalid_header_fields.enabled=true,"
        "deletion_protection.enabled=false,access_logs.s3.enabled=false",
    } == _annotations(_hub())


def test_ingress_names_its_class_in_the_field() -> None:
    """The class is ``ingressClassName``, never the old annotation as well; the service behind stays inside the cluster."""
    values = alb_values(_hub(ingress_hosts=["hub.example.org"]), VERSION, certificate_arn=None)

    assert (True, "alb", ["hub.example.org"]) == tuple(values["ingress"][key] for key in ("enabled", "ingressClassName", "hosts"))
    assert "kubernetes.io/ingress.class" not in values["ingress"]["annotations"]
    assert {"type": "ClusterIP"} == values["proxy"]["service"]


def test_chart_1_knows_the_class_as_an_annotation() -> None:
    """The schema of chart 1.x refuses the field, so there the class is the annotation that the controller still supports."""
    ingress = alb_values(_hub(), ChartVersion.of("1.2.0"), certificate_arn=None)["ingress"]

    assert ("alb", False) == (ingress["annotations"]["kubernetes.io/ingress.class"], "ingressClassName" in ingress)


def test_own_class_annotation_is_never_beside_the_field() -> None:
    """Kubernetes refuses an Ingress that sets its class twice: ``alb`` is the field's value, another class replaces it."""
    same, other = (
        alb_values(_hub(ingress_annotations={"kubernetes.io/ingress.class": name}), VERSION, certificate_arn=None)["ingress"]
        for name in ("alb", "alb-internal")
    )
    in_values = alb_values(
        _hub(values={"ingress": {"annotations": {"kubernetes.io/ingress.class": "alb"}}}), VERSION, certificate_arn=None
    )["ingress"]

    assert ("alb", None) == (same["ingressClassName"], same["annotations"].get("kubernetes.io/ingress.class"))
    assert (False, "alb-internal") == ("ingressClassName" in other, other["annotations"]["kubernetes.io/ingress.class"])
    assert "ingressClassName" not in in_values


def test_flags_of_the_proxy() -> None:
    """If TLS ends at the load balancer, a flag tells the proxy; it always keeps idle connections longer than the load balancer."""
    keep_alive = "--keep-alive-timeout=3660000"
    plain, secure = (alb_values(_hub(), VERSION, certificate_arn=arn)["proxy"]["chp"]["extraCommandLineFlags"] for arn in (None, ARN))

    assert [keep_alive] == plain
    assert ["--custom-header=x-forwarded-proto:https", keep_alive] == secure


def test_an_old_proxy_gets_no_unsupported_flag() -> None:
    """configurable-http-proxy 4.5, of chart 3.0 and older, would fail to start with it."""
    old = ChartVersion.of("3.0.3")

    assert "chp" not in alb_values(_hub(), old, certificate_arn=None)["proxy"]
    assert ["--custom-header=x-forwarded-proto:https"] == alb_values(_hub(), old, certificate_arn=ARN)["proxy"]["chp"][
        "extraCommandLineFlags"
    ]


def test_certificate_redirects_port_80() -> None:
    """With a certificate both ports listen, 80 redirects browsers to 443, and TLS is 1.2 or newer."""
    annotations = _annotations(_hub(), ARN)

    assert [{"HTTP": 80}, {"HTTPS": 443}] == json.loads(annotations["listen-ports"])
    assert {
        **_annotations(_hub()),
        "certificate-arn": ARN,
        "listen-ports": annotations["listen-ports"],
        "ssl-redirect": "443",
        "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
    } == annotations


def test_shield() -> None:
    """Shield protection is left as it is unless set, and then it is written either way."""
    found = [_annotations(_hub(load_balancer={"shield_advanced": value}))["shield-advanced-protection"] for value in (True, False)]

    assert ["true", "false"] == found
    assert "shield-advanced-protection" not in _annotations(_hub())


def test_own_annotations_win() -> None:
    """The user's own annotation replaces that of any preset."""
    own = {f"{_PREFIX}scheme": "internal", f"{_PREFIX}healthcheck-path": "/other", "example.org/note": "x"}

    annotations = alb_values(_hub(ingress_annotations=own), VERSION, certificate_arn=None)["ingress"]["annotations"]

    assert own == {key: annotations[key] for key in own}


def test_host_of_the_record() -> None:
    """If no hosts are given, the Ingress uses the name of the DNS record."""
    dns = {"hosted_zone": "example.org", "record": "hub"}

    assert ["hub.example.org"] == alb_values(_hub(dns=dns), VERSION, certificate_arn=None)["ingress"]["hosts"]
    assert ["*.example.org"] == alb_values(_hub(dns=dns, ingress_hosts=["*.example.org"]), VERSION, certificate_arn=None)["ingress"][
        "hosts"
    ]


def test_options() -> None:
    """Ranges, subnets, logs, protection, WAF, Shield and timeout reach the controller under its own names."""
    hub = _hub(
        load_balancer_scheme="internal",
        allowed_cidrs=["10.0.0.0/8", "192.0.2.0/24"],
        load_balancer={
            "subnets": ["private-a", "private-b"],
            "access_logs": {"bucket": "logs"},
            "deletion_protection": True,
            "waf_acl_arn": ACL,
            "shield_advanced": False,
            "idle_timeout": 4000,
        },
    )

    annotations = _annotations(hub)

    assert {
        "scheme": "internal",
        "inbound-cidrs": "10.0.0.0/8,192.0.2.0/24",
        "subnets": "private-a,private-b",
        "wafv2-acl-arn": ACL,
        "shield-advanced-protection": "false",
        "load-balancer-attributes": "idle_timeout.timeout_seconds=4000,routing.http.drop_invalid_header_fields.enabled=true,deletion_protection.enabled=true,"
        "access_logs.s3.enabled=true,access_logs.s3.bucket=logs",
    } == {key: value for key, value in annotations.items() if key not in {"target-type", "healthcheck-path", "success-codes"}}
