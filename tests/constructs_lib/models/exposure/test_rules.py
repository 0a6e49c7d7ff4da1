"""The rules across the exposure settings, and warnings about what works. Whole hub files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.exposure.rules import EXPOSURE_RULES, covers, exposure_warnings
from constructs_lib.models.exposure.settings import ALB_ANNOTATION as _ALB
from constructs_lib.models.exposure.settings import NLB_ANNOTATION as _NLB
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_ACL = "arn:aws:wafv2:us-west-2:111122223333:regional/webacl/hubs/12345678-1234-1234-1234-123456789012"
_DNS = {"hosted_zone": "example.org", "record": "hub"}
_LETS_ENCRYPT = {"contact_email": "admin@example.org", "hosts": ["hub.example.org"]}
_TOKEN = "${TfToken[TOKEN.7]}"

_NOTHING_WAITS = (
    "with wait: false and create_namespace: false, destroy does not wait until the load balancer is deleted; "
    "make sure that it is deleted before its controller"
)


def _exposure(**settings: Any) -> ExposureProps:
    return ExposureProps.model_validate(settings)


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "allow_any_login": True, **settings}
    )


def _problems(**settings: Any) -> list[tuple[str, str]]:
    """Return what the rules find: key path and message."""
    exposure = _exposure(**settings)
    return [(".".join(map(str, problem.path)), problem.message) for rule in EXPOSURE_RULES for problem in rule(exposure)]


def test_hub_keeps_these_rules() -> None:
    """All that the module lists."""
    assert set(EXPOSURE_RULES) <= set(JupyterHubAddOnProps.RULES)
    assert 8 == len(set(EXPOSURE_RULES))


_RIGHT: list[dict[str, Any]] = [
    {"certificate_resource_name": "c"},
    {"load_balancer_scheme": "internal"},
    {"allow_plain_http": True},
    {"lets_encrypt": _LETS_ENCRYPT},
    {"lets_encrypt": _LETS_ENCRYPT, "dns": _DNS},
    {"lets_encrypt": {"contact_email": "admin@example.org"}, "dns": _DNS},
    {"lets_encrypt": {**_LETS_ENCRYPT, "hosts": [_TOKEN]}, "dns": _DNS},
    {"service_type": "cluster_ip"},
    {"service_type": "cluster_ip", "load_balancer_scheme": "internet-facing", "allowed_cidrs": [], "load_balancer": {}},
    {"service_type": "alb", "enable_ingress": True, "allow_plain_http": True},
    {"enable_ingress": True, "load_balancer_scheme": "internal", "ingress_hosts": ["a.b"], "ingress_annotations": {"a": "b"}},
    {"certificate_resource_name": "c", "allowed_cidrs": ["10.0.0.0/8", f"2001:db8::{_TOKEN}"]},
    {
        "certificate_resource_name": "c",
        "allowed_cidrs": ["2001:db8::/32"],
        "values": {"proxy": {"service": {"annotations": {f"{_NLB}ip-address-type": "dualstack"}}}},
    },
    {
        "certificate_resource_name": "c",
        "allowed_cidrs": ["10.0.0.0/8"],
        "values": {"proxy": {"service": {"annotations": {f"{_NLB}disable-nlb-sg": "false"}}}},
    },
    {"service_type": "alb", "certificate_resource_name": "c", "ingress_hosts": ["*.example.org"], "dns": _DNS},
    {
        "service_type": "alb",
        "certificate_resource_name": "c",
        "load_balancer": {"subnets": ["a", "b"], "waf_acl_arn": _ACL, "shield_advanced": False, "idle_timeout": 60},
    },
    {"load_balancer_scheme": "internal", "load_balancer": {"subnets": ["a"], "idle_timeout": 60}},
    {"certificate_resource_name": "c", "load_balancer": {"ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"}},
]


@pytest.mark.parametrize("settings", _RIGHT, ids=str)
def test_what_is_allowed_together(settings: dict[str, Any]) -> None:
    """Nothing is reported about settings that work; what only Terraform knows is not checked."""
    assert [] == _problems(**settings)


@pytest.mark.parametrize(
    ("settings", "key", "expected"),
    [
        ({"service_type": "nlb", "enable_ingress": True}, "enable_ingress", "enable_ingress: true means alb, but service_type is nlb"),
        ({"ingress_hosts": ["a.b"]}, "ingress_hosts", "Ingress Hosts CANNOT be assigned when ingress is disabled (service_type is nlb)"),
        (
            {"service_type": "cluster_ip", "ingress_annotations": {"a": "b"}},
            "ingress_annotations",
            "Ingress annotations CANNOT be assigned when ingress is disabled (service_type is cluster_ip)",
        ),
        ({"service_type": "cluster_ip", "certificate_resource_name": "c"}, "certificate_resource_name", "'c' needs a load balancer"),
        ({"service_type": "cluster_ip", "load_balancer_scheme": "internal"}, "load_balancer_scheme", "needs a load balancer"),
        ({"service_type": "cluster_ip", "allowed_cidrs": ["10.0.0.0/8"]}, "allowed_cidrs", "needs a load balancer"),
        ({"service_type": "cluster_ip", "lets_encrypt": _LETS_ENCRYPT}, "lets_encrypt", "needs a load balancer"),
        ({"service_type": "cluster_ip", "dns": _DNS}, "dns", "needs a load balancer"),
        ({"service_type": "cluster_ip", "load_balancer": {"idle_timeout": 60}}, "load_balancer", "needs a load balancer"),
        ({"allowed_cidrs": ["10.0.0.0/8", "fd00::/8"]}, "allowed_cidrs.1", "'fd00::/8' is an IPv6 range"),
        (
            {"allowed_cidrs": ["10.0.0.0/8"], "values": {"proxy": {"service": {"annotations": {f"{_NLB}security-groups": "sg-1"}}}}},
            "allowed_cidrs",
            "have no effect with your own annotation security-groups",
        ),
        (
            {"allowed_cidrs": ["10.0.0.0/8"], "values": {"proxy": {"service": {"annotations": {f"{_NLB}disable-nlb-sg": "true"}}}}},
            "allowed_cidrs",
            "have no effect with your own annotation disable-nlb-sg",
        ),
        ({"service_type": "alb", "lets_encrypt": _LETS_ENCRYPT}, "lets_encrypt", "an alb serves only ACM certificates"),
        (
            {"certificate_resource_name": "c", "lets_encrypt": _LETS_ENCRYPT},
            "lets_encrypt",
            "the hub already has a certificate (certificate_resource_name)",
        ),
        (
            {"load_balancer_scheme": "internal", "lets_encrypt": _LETS_ENCRYPT},
            "lets_encrypt",
            "Let's Encrypt can't reach an internal load balancer",
        ),
        (
            {"allowed_cidrs": ["10.0.0.0/8"], "lets_encrypt": _LETS_ENCRYPT},
            "lets_encrypt",
            "Let's Encrypt connects from unpublished addresses",
        ),
        (
            {"lets_encrypt": {"contact_email": "admin@example.org"}},
            "lets_encrypt.hosts",
            "is required, because there is no host name to validate",
        ),
        (
            {"lets_encrypt": {**_LETS_ENCRYPT, "hosts": ["a.b"]}, "dns": _DNS},
            "lets_encrypt.hosts",
            "do not include hub.example.org",
        ),
        ({"lets_encrypt": {**_LETS_ENCRYPT, "hosts": ["a.b", "*.a.b"]}}, "lets_encrypt.hosts.1", "'*.a.b' has a wildcard"),
        ({"dns": _DNS, "wait": False}, "dns", "the load balancer's name is not known without waiting for it"),
        (
            {"service_type": "alb", "dns": _DNS, "ingress_hosts": ["a.example.org", "b.example.org"]},
            "dns",
            "creates hub.example.org, for which the Ingress has no rule (ingress_hosts: a.example.org, b.example.org)",
        ),
        (
            {"service_type": "alb", "load_balancer": {"subnets": ["a"]}},
            "load_balancer.subnets",
            "lists one subnet; an alb needs at least two",
        ),
        ({"load_balancer": {"waf_acl_arn": _ACL}}, "load_balancer.waf_acl_arn", "requires an alb, but service_type is nlb"),
        ({"load_balancer": {"shield_advanced": False}}, "load_balancer.shield_advanced", "requires an alb, but service_type is nlb"),
        (
            {"certificate_resource_name": "c", "load_balancer": {"idle_timeout": 60}},
            "load_balancer.idle_timeout",
            "is 60, but an nlb with a certificate always closes connections after 350 idle seconds",
        ),
    ],
    ids=str,
)
def test_each_breach(settings: dict[str, Any], key: str, expected: str) -> None:
    """One mistake, at the key that fixes it, with this message."""
    ((found, message),) = _problems(allow_plain_http=True, **settings)

    assert (key, True) == (found, message.startswith(expected))


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("hub.example.org", "hub.example.org", True),
        ("hub.example.org", "jupyter.example.org", False),
        ("*.example.org", "hub.example.org", True),
        ("*.example.org", "a.hub.example.org", False),
        ("*.example.org", "example.org", False),
    ],
)
def test_wildcard_matches_one_label(pattern: str, name: str, expected: bool) -> None:  # noqa: FBT001  # what is expected
    """As in certificates and Ingress rules."""
    assert expected == covers(pattern, name)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"certificate_resource_name": "c"}, []),
        (
            {"certificate_resource_name": "c", "load_balancer": {"deletion_protection": True}},
            [
                "deletion_protection: true keeps the load balancer; set it to false and deploy before destroying the stack, otherwise destroy hangs"
            ],
        ),
        ({"certificate_resource_name": "c", "load_balancer_scheme": "internet-facing"}, []),
        ({"service_type": "alb", "ingress_annotations": {f"{_ALB}scheme": "internal"}}, []),
        (
            {"certificate_resource_name": "c", "wait": False, "create_namespace": False},
            [_NOTHING_WAITS],
        ),
        ({"certificate_resource_name": "c", "create_namespace": False}, []),
        ({"certificate_resource_name": "c", "wait": False}, []),
        ({"service_type": "cluster_ip", "wait": False, "create_namespace": False}, []),
    ],
)
def test_warnings(settings: dict[str, Any], expected: list[str]) -> None:
    """What works but should be known is reported, and nothing else."""
    assert expected == list(exposure_warnings(_hub(**settings)))


def test_exposure_without_a_hub_waits() -> None:
    """Only a hub knows whether its namespace is created here; by default it is."""
    assert [] == list(exposure_warnings(_exposure(load_balancer_scheme="internal", wait=False)))


def test_ingress_host_that_only_terraform_knows() -> None:
    """It may be the name that dns creates."""
    hosts = ("a.example.org", "${TfToken[TOKEN.7]}")
    dns = {"hosted_zone": "example.org", "record": "hub"}

    assert hosts == _exposure(service_type="alb", load_balancer_scheme="internal", ingress_hosts=hosts, dns=dns).ingress_hosts
