"""Exposure keys that values and annotations leave without effect. Whole files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.overridden import overridden_exposure
from constructs_lib.rendered.doors import doors
from tests.constructs_lib.rendered.test_values import reading

_NLB, _ALB = "service.beta.kubernetes.io/aws-load-balancer-", "alb.ingress.kubernetes.io/"
_LETS_ENCRYPT = {"contact_email": "a@example.org", "hosts": ["hub.example.org"]}
_ACL = "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/hubs/12345678-1234-1234-1234-123456789012"


def _service(**annotations: Any) -> dict[str, Any]:
    return {"proxy": {"service": {"annotations": {f"{_NLB}{key.replace('_', '-')}": value for key, value in annotations.items()}}}}


def _found(settings: dict[str, Any]) -> list[tuple[str, str]]:
    hub = reading(**settings)
    return [
        (str(finding.path[-1]).removeprefix(_NLB).removeprefix(_ALB), finding.fact)
        for finding in overridden_exposure(hub, doors(hub.final, hub.version))
    ]


def _overrides(key: str) -> str:
    return f"overrides {key}, which then has no effect"


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("scheme", {"load_balancer_scheme": "internal", "values": _service(scheme="internet-facing")}),
        ("subnets", {"load_balancer": {"subnets": ["a", "b"]}, "values": _service(subnets="c")}),
        ("attributes", {"load_balancer": {"deletion_protection": True}, "values": _service(attributes="x=y")}),
        ("attributes", {"load_balancer": {"access_logs": {"bucket": "logs"}}, "values": _service(attributes="x=y")}),
        (
            "loadBalancerSourceRanges",
            {"allowed_cidrs": ["10.0.0.0/8"], "values": {"proxy": {"service": {"loadBalancerSourceRanges": None}}}},
        ),
        ("hosts", {"lets_encrypt": _LETS_ENCRYPT, "values": {"proxy": {"https": {"hosts": ["x.example.org"]}}}}),
        (
            "contactEmail",
            {"lets_encrypt": _LETS_ENCRYPT, "values": {"proxy": {"https": {"letsencrypt": {"contactEmail": "b@example.org"}}}}},
        ),
        ("ssl-cert", {"certificate_resource_name": "c", "values": _service(ssl_cert="arn:aws:iam::1:server-certificate/x")}),
    ],
)
def test_overridden_on_nlb(key: str, settings: dict[str, Any]) -> None:
    """The message names both the user's value and the user's key."""
    ((where, fact),) = _found(settings)
    written = next(name for name in settings if name != "values")
    inner = next(iter(settings[written])) if written == "load_balancer" else ""

    assert _overrides(f"load_balancer.{inner}" if inner else written) == fact
    assert key == where


@pytest.mark.parametrize(
    ("annotation", "settings"),
    [
        ("scheme", {"load_balancer_scheme": "internet-facing"}),
        ("inbound-cidrs", {"allowed_cidrs": ["10.0.0.0/8"]}),
        ("subnets", {"load_balancer": {"subnets": ["a", "b"]}}),
        ("ssl-policy", {"load_balancer": {"ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"}, "certificate_resource_name": "c"}),
        ("wafv2-acl-arn", {"load_balancer": {"waf_acl_arn": _ACL}}),
        ("shield-advanced-protection", {"load_balancer": {"shield_advanced": True}}),
        ("load-balancer-attributes", {"load_balancer": {"idle_timeout": 60}}),
        ("certificate-arn", {"certificate_resource_name": "c"}),
    ],
)
def test_overridden_on_alb(annotation: str, settings: dict[str, Any]) -> None:
    """By either kind of the user's annotations; the same annotation beside a default is allowed."""
    written = {f"{_ALB}{annotation}": "x"}

    for given in ({"ingress_annotations": written}, {"values": {"ingress": {"annotations": written}}}):
        assert [annotation] == [where for where, fact in _found({"service_type": "alb", **settings, **given}) if "overrides" in fact]
        assert [] == _found({"service_type": "alb", **given})


def test_equal_values_do_not_conflict() -> None:
    """What agrees is not overridden."""
    assert [] == _found({"load_balancer_scheme": "internal", "values": _service(scheme="internal")})
    assert [] == _found({"service_type": "alb", "ingress_hosts": ["a.b"], "values": {"ingress": {"hosts": ["a.b"]}}})


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"values": {"proxy": {"service": {"type": "ClusterIP"}}}}, ("type", "removes the load balancer of service_type: nlb")),
        ({"service_type": "alb", "values": {"ingress": {"enabled": False}}}, ("enabled", "removes the load balancer of service_type: alb")),
        (
            {"enable_ingress": True, "values": {"ingress": {"enabled": False}}},
            ("enabled", "removes the load balancer of enable_ingress: true"),
        ),
    ],
)
def test_load_balancer_removed(settings: dict[str, Any], expected: tuple[str, str]) -> None:
    """That is one error, not one for each of its keys."""
    assert [expected] == _found({"load_balancer_scheme": "internal", "certificate_resource_name": "c", **settings})


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        (
            {"load_balancer_scheme": "internal", "load_balancer": {"subnets": ["a"]}, "values": _service(type="nlb")},
            ["load_balancer_scheme", "load_balancer.subnets"],
        ),
        ({"values": _service(type="nlb")}, []),
        (
            {
                "service_type": "alb",
                "allowed_cidrs": ["10.0.0.0/8"],
                "certificate_resource_name": "c",
                "ingress_annotations": {"kubernetes.io/ingress.class": "nginx"},
            },
            ["allowed_cidrs", "certificate_resource_name"],
        ),
        ({"service_type": "alb", "ingress_hosts": ["a.b"], "values": {"ingress": {"ingressClassName": "nginx"}}}, []),
    ],
    ids=str,
)
def test_another_controller(settings: dict[str, Any], keys: list[str]) -> None:
    """Keys that only the AWS Load Balancer Controller supports have no effect with another one."""
    assert keys == [fact.split(", so ")[1].removesuffix(" has no effect") for _, fact in _found(settings) if ", so " in fact]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"hub": {"service": {"type": "NodePort"}}}, ["exposes the Service hub (NodePort), which allowed_cidrs does not restrict"]),
        ({"httpRoute": {"enabled": True}}, ["exposes the HTTPRoute, which allowed_cidrs does not restrict"]),
        (
            {"proxy": {"service": {"externalIPs": ["10.0.0.7"]}}},
            ["exposes the Service proxy-public (externalIPs), which allowed_cidrs does not restrict"],
        ),
        (_service(security_group_prefix_lists="pl-1"), ["admits other addresses than allowed_cidrs"]),
        (
            {
                "hub": {
                    "service": {
                        "type": "LoadBalancer",
                        "annotations": {"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8"},
                    }
                }
            },
            [],
        ),
    ],
    ids=str,
)
def test_past_the_ranges(values: dict[str, Any], expected: list[str]) -> None:
    """Every exposure respects allowed_cidrs."""
    assert expected == [fact for _, fact in _found({"allowed_cidrs": ["10.0.0.0/8"], "values": values})]
    assert [] == _found({"values": values})


def test_certificate_inside() -> None:
    """On an internal hub a port without the certificate is not public, but it contradicts the key."""
    settings = {
        "load_balancer_scheme": "internal",
        "certificate_resource_name": "c",
        "values": {"proxy": {"service": {"disableHttpPort": False}}},
    }

    assert [("disableHttpPort", "leaves port 80 without TLS, despite certificate_resource_name")] == _found(settings)


@pytest.mark.parametrize(("values", "count"), [("d", 1), ("b", 0)])
def test_annotation_twice(values: str, count: int) -> None:
    """``values`` win over ingress_annotations, so both must be equal."""
    found = _found({"service_type": "alb", "ingress_annotations": {"a": "b"}, "values": {"ingress": {"annotations": {"a": values}}}})

    assert [("a", _overrides("ingress_annotations.a"))] * count == found


def test_defaults_may_be_overridden() -> None:
    """Without a message."""
    assert [] == _found({"values": _service(attributes="x=y", subnets="a")})
    assert [] == _found({"service_type": "cluster_ip"})
