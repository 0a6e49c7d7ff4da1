"""Ingress, HTTPRoute, and node ports."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion
from constructs_lib.rendered.door import Door, Reach
from constructs_lib.rendered.routes import ingress_class, route_doors

_NEWEST, _OLD = ChartVersion.of(RECOMMENDED), ChartVersion.of("1.2.0")
_ALB = "alb.ingress.kubernetes.io/"


def _alb(**annotations: str) -> Door:
    written = {f"{_ALB}{key.replace('_', '-')}": value for key, value in annotations.items()}
    (door,) = route_doors({"ingress": {"enabled": True, "ingressClassName": "alb", "annotations": written}}, _NEWEST)
    return door


@pytest.mark.parametrize(
    ("annotations", "reach"),
    [
        ({"scheme": "internal"}, Reach.INTERNAL),
        ({"scheme": "internet-facing"}, Reach.INTERNET),
        ({"scheme": "public"}, Reach.UNKNOWN),
        ({}, Reach.UNKNOWN),
    ],
)
def test_reach_of_an_alb(annotations: dict[str, str], reach: Reach) -> None:
    """Its scheme decides; without one the cluster does."""
    assert reach == _alb(**annotations).reach


@pytest.mark.parametrize(
    ("ingress", "expected"),
    [
        ({"ingressClassName": "alb"}, "alb"),
        ({"annotations": {"kubernetes.io/ingress.class": "alb"}}, "alb"),
        ({"ingressClassName": "nginx"}, "nginx"),
        ({"ingressClassName": "alb", "annotations": {"kubernetes.io/ingress.class": "nginx"}}, ""),
        ({}, ""),
    ],
)
def test_class_of_an_ingress(ingress: dict[str, Any], expected: str) -> None:
    """By the field or the older annotation; two that differ count as none. Every class but alb is access of which nothing is known."""
    values = {"ingress": {"enabled": True, **ingress}}
    (door,) = route_doors(values, _NEWEST)

    assert expected == ingress_class(values, _NEWEST)
    assert (expected == "alb", Reach.UNKNOWN) == (door.of_controller, door.reach)


def test_class_field_of_old_charts() -> None:
    """They ignore it, so the Ingress has no class, and whichever controller handles it decides."""
    values = {"ingress": {"enabled": True, "ingressClassName": "alb", "annotations": {f"{_ALB}scheme": "internal"}}}
    (door,) = route_doors(values, _OLD)

    assert (Reach.UNKNOWN, "the Ingress without a class") == (door.reach, door.name)


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({}, [("80", False)]),
        ({"certificate_arn": "arn"}, [("443", True)]),
        (
            {"certificate_arn": "arn", "listen_ports": '[{"HTTP": 80}, {"HTTPS": 443}]', "ssl_redirect": "443"},
            [("80", True), ("443", True)],
        ),
        (
            {"certificate_arn": "arn", "listen_ports": '[{"HTTP": 80}, {"HTTPS": 443}]', "ssl_redirect": "444"},
            [("80", False), ("443", True)],
        ),
        ({"certificate_arn": "arn", "listen_ports": '[{"HTTP": 80}, {"HTTPS": 443}]'}, [("80", False), ("443", True)]),
        ({"certificate_arn": "arn", "listen_ports": '[{"HTTP": 80}]', "ssl_redirect": ""}, [("80", False)]),
        ({"certificate_arn": "", "ssl_redirect": "443"}, [("80", False)]),
        ({"listen_ports": '[{"HTTPS": 443}]'}, [("443", True)]),
        ({"certificate_arn": "arn", "listen_ports": "HTTPS"}, [("in listen-ports", False)]),
        ({"certificate_arn": "arn", "listen_ports": "3"}, [("in listen-ports", False)]),
    ],
    ids=str,
)
def test_listeners_of_an_alb(annotations: dict[str, str], expected: list[tuple[str, bool]]) -> None:
    """HTTPS, or HTTP with a redirect to a listener of HTTPS; what can't be read counts as plain HTTP."""
    assert expected == [(port.name, port.encrypted) for port in _alb(**annotations).ports]


def test_ranges_of_an_alb() -> None:
    """From its annotation."""
    assert ("10.0.0.0/8", "192.0.2.0/24") == _alb(inbound_cidrs="10.0.0.0/8, 192.0.2.0/24").source_ranges


_HOST, _TLS = {"hosts": ["a.example.org"]}, {"hosts": ["a.example.org"], "secretName": "s"}
_NGINX = "nginx.ingress.kubernetes.io/"


@pytest.mark.parametrize(
    ("ingress", "encrypted"),
    [
        ({**_HOST, "tls": [_TLS]}, True),
        ({**_HOST, "tls": [{"hosts": ["*.example.org"]}]}, True),
        ({**_HOST, "tls": [{"secretName": "s"}]}, True),
        ({"tls": [{"secretName": "s"}]}, True),
        ({**_HOST, "tls": [_TLS], "annotations": {f"{_NGINX}ssl-redirect": "true"}}, True),
        ({**_HOST, "tls": [_TLS], "annotations": {f"{_NGINX}ssl-redirect": "false", f"{_NGINX}force-ssl-redirect": "true"}}, True),
        ({**_HOST, "tls": [_TLS], "annotations": {f"{_NGINX}ssl-redirect": "false"}}, False),
        ({"hosts": ["a.example.org", "b.example.org"], "tls": [_TLS]}, False),
        ({"hosts": ["a.b.example.org"], "tls": [{"hosts": ["*.example.org"]}]}, False),
        ({"tls": [_TLS]}, False),
        ({**_HOST, "tls": []}, False),
        ({**_HOST, "tls": {"hosts": ["a.example.org"]}}, False),
        ({**_HOST, "tls": [None, "a.example.org"]}, False),
        (_HOST, False),
    ],
    ids=str,
)
def test_tls_of_another_class(*, ingress: dict[str, Any], encrypted: bool) -> None:
    """``ingress.tls`` for all hosts, unless the redirect is turned off. What can't be read doesn't count."""
    (door,) = route_doors({"ingress": {"enabled": True, "ingressClassName": "nginx", **ingress}}, _NEWEST)

    assert [encrypted] == [port.encrypted for port in door.ports]


def test_tls_of_the_proxy_behind_another_class() -> None:
    """The Ingress forwards to the port of the proxy that only redirects."""
    https = {"enabled": True, "type": "secret", "secret": {"name": "s"}}
    (door,) = route_doors({"ingress": {"enabled": True}, "proxy": {"https": https}}, _NEWEST)

    assert [True] == [port.encrypted for port in door.ports]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"httpRoute": {"enabled": True}}, ("httpRoute", "enabled")),
        ({"hub": {"extraPodSpec": {"hostNetwork": True}}}, ("hub", "extraPodSpec", "hostNetwork")),
        ({"proxy": {"chp": {"extraPodSpec": {"hostNetwork": True}}}}, ("proxy", "chp", "extraPodSpec", "hostNetwork")),
        ({"proxy": {"traefik": {"extraPodSpec": {"hostNetwork": True}}}}, ("proxy", "traefik", "extraPodSpec", "hostNetwork")),
        ({"proxy": {"traefik": {"extraPorts": [{"hostPort": 80}]}}}, ("proxy", "traefik", "extraPorts")),
    ],
)
def test_access_that_bypasses_the_services(values: dict[str, Any], expected: tuple[str, ...]) -> None:
    """Nothing is known of a Gateway and of the nodes."""
    (door,) = route_doors(values, _NEWEST)

    assert ((expected,), Reach.UNKNOWN, [False]) == (door.decided_by, door.reach, [port.encrypted for port in door.ports])


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"ingress": None},
        {"ingress": {"enabled": False}},
        {"httpRoute": {"gateway": {}}},
        {"proxy": {"traefik": {"extraPorts": [{"port": 1}]}}},
    ],
)
def test_no_access(values: dict[str, Any]) -> None:
    """What the chart keeps closed by default."""
    assert [] == list(route_doors(values, _NEWEST))
