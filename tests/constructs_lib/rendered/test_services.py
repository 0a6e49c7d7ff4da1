"""Access through the two Services: who creates the load balancer, from where it is reachable, and which ports have TLS."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.rendered.door import Door, Reach
from constructs_lib.rendered.services import serves_tls_itself, service_doors

_AWS = "service.beta.kubernetes.io/aws-load-balancer-"
_SECRET = {"enabled": True, "type": "secret", "secret": {"name": "tls"}}
_AUTO = {"enabled": True, "hosts": ["hub.example.org"]}


def _doors(service: Any, *, https: Any = None, hub: Any = None, **proxy: Any) -> list[Door]:
    values: dict[str, Any] = {"proxy": {"service": service, **({"https": https} if https else {}), **proxy}}
    return list(service_doors(values | ({"hub": {"service": hub}} if hub else {})))


def _balancer(**annotations: Any) -> Door:
    (door,) = _doors(
        {"type": "LoadBalancer", "annotations": {f"{_AWS}{key.replace('_', '-')}": value for key, value in annotations.items()}}
    )
    return door


@pytest.mark.parametrize(
    ("annotations", "reach", "of_controller"),
    [
        ({}, Reach.INTERNET, False),
        ({"type": "external", "scheme": "internal"}, Reach.INTERNAL, True),
        ({"type": "external", "scheme": "internet-facing"}, Reach.INTERNET, True),
        ({"type": "nlb-ip", "scheme": "internal"}, Reach.INTERNAL, True),
        ({"type": "external"}, Reach.UNKNOWN, True),
        ({"type": "external", "scheme": "private"}, Reach.UNKNOWN, True),
        ({"type": "external", "internal": "true"}, Reach.INTERNAL, True),
        ({"type": "external", "internal": "false"}, Reach.INTERNET, True),
        ({"type": "external", "internal": "yes"}, Reach.UNKNOWN, True),
        ({"type": "external", "scheme": "internet-facing", "internal": "true"}, Reach.INTERNET, True),
        ({"type": "nlb", "scheme": "internal"}, Reach.INTERNET, False),
        ({"type": "External", "scheme": "internal"}, Reach.INTERNET, False),
        ({"scheme": "internal"}, Reach.INTERNET, False),
        ({"internal": "true"}, Reach.INTERNAL, False),
        ({"internal": "false"}, Reach.INTERNET, False),
        ({"internal": "0.0.0.0/0"}, Reach.INTERNET, False),
        ({"internal": "true", "scheme": "internet-facing"}, Reach.INTERNET, False),
    ],
    ids=str,
)
def test_reach_of_a_load_balancer(annotations: dict[str, str], reach: Reach, of_controller: bool) -> None:  # noqa: FBT001  # what is expected
    """The controller uses the scheme, Kubernetes' own one another annotation, and a missing value is unknown."""
    door = _balancer(**annotations)

    assert (reach, of_controller) == (door.reach, door.of_controller)


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"type": "ClusterIP"}, []),
        ({}, [Reach.INTERNET]),  # the chart's own default is a load balancer
        (None, [Reach.UNKNOWN]),
        ({"type": None}, [Reach.UNKNOWN]),
        ({"type": "NodePort"}, [Reach.UNKNOWN]),
        ({"type": "ClusterIP", "externalIPs": ["10.0.0.7"]}, [Reach.UNKNOWN]),
        ({"type": "LoadBalancer", "externalIPs": ["10.0.0.7"]}, [Reach.INTERNET, Reach.UNKNOWN]),
        ({"type": "LoadBalancer", "loadBalancerClass": "example.org/x"}, [Reach.UNKNOWN]),
    ],
)
def test_types_of_a_service(service: Any, expected: list[Reach]) -> None:
    """Only ClusterIP gives no access."""
    assert expected == [door.reach for door in _doors(service)]


@pytest.mark.parametrize(
    ("service", "expected"), [({"type": "LoadBalancer"}, [("8081", False)]), ({"type": "ClusterIP"}, None), ({}, None)]
)
def test_service_of_the_hub_itself(service: dict[str, Any], expected: Any) -> None:
    """By default it is internal; exposed, it is the hub's own port, without the proxy's TLS."""
    doors = _doors({"type": "ClusterIP"}, https=_SECRET, hub=service)

    assert ([expected] if expected else []) == [[(port.name, port.encrypted) for port in door.ports] for door in doors]


@pytest.mark.parametrize(
    ("https", "expected"),
    [
        ({}, [("80", False)]),
        ({"enabled": True}, [("80", False)]),
        ({"enabled": False, "hosts": ["a.b"]}, [("80", False)]),
        (_AUTO, [("443", True), ("80", True)]),
        (_SECRET, [("443", True), ("80", True)]),
        ({"enabled": True, "type": "secret"}, [("443", False), ("80", False)]),
        ({"enabled": True, "type": "manual", "manual": {"key": "k", "cert": "c"}}, [("443", True), ("80", True)]),
        ({"enabled": True, "type": "manual", "manual": {"key": "k"}}, [("443", False), ("80", False)]),
        ({"enabled": True, "type": "offload"}, [("443", False), ("80", False)]),
        ({"enabled": True, "type": "other"}, [("80", False)]),
    ],
    ids=str,
)
def test_ports_of_the_proxy(https: dict[str, Any], expected: list[tuple[str, bool]]) -> None:
    """The chart opens 443 only if it has its own certificate or offloads TLS, and redirects only with its own."""
    (door,) = _doors({"type": "NodePort"}, https=https)

    assert expected == [(port.name, port.encrypted) for port in door.ports]


@pytest.mark.parametrize(
    ("annotations", "service", "expected"),
    [
        ({"ssl_cert": "arn", "ssl_ports": "https"}, {"disableHttpPort": True}, [True]),
        ({"ssl_cert": "arn", "ssl_ports": "443"}, {}, [True, False]),
        ({"ssl_cert": "arn", "ssl_ports": "https, http"}, {}, [True, True]),
        ({"ssl_cert": "arn", "ssl_ports": "*"}, {}, [True, True]),
        ({"ssl_cert": "arn"}, {}, [True, True]),
        ({"ssl_cert": " , "}, {}, [False, False]),
        ({"ssl_cert": ""}, {"disableHttpPort": True}, [False]),
        ({"ssl_cert": "arn", "ssl_ports": "https"}, {"disableHttpPort": "true"}, [True, False]),
        (
            {"ssl_cert": "arn", "ssl_ports": "https"},
            {"disableHttpPort": True, "extraPorts": [{"name": "x", "port": 2222}, 3]},
            [True, False, False],
        ),
    ],
    ids=str,
)
def test_tls_of_the_load_balancer(annotations: dict[str, str], service: dict[str, Any], expected: list[bool]) -> None:
    """A certificate that isn't empty, on the ports that are named, or on all."""
    written = {f"{_AWS}{key.replace('_', '-')}": value for key, value in annotations.items()}
    (door,) = _doors({"type": "LoadBalancer", "annotations": written, **service}, https={"enabled": True, "type": "offload"})

    assert expected == [port.encrypted for port in door.ports]


def test_your_own_routes_may_remove_the_redirect() -> None:
    """Settings that override the TLS proxy's HTTP routes can't be checked; its other settings don't matter."""
    routes: dict[str, Any] = {"http": {"routers": {"insecure": {"middlewares": []}}}}

    assert serves_tls_itself({"proxy": {"https": _AUTO, "traefik": {"extraDynamicConfig": {"tcp": {"routers": {}}}}}})
    assert not serves_tls_itself({"proxy": {"https": _AUTO, "traefik": {"extraDynamicConfig": routes}}})


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ({"loadBalancerSourceRanges": ["10.0.0.0/8"]}, ("10.0.0.0/8",)),
        (
            {"annotations": {"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8, 192.0.2.0/24"}},
            ("10.0.0.0/8", "192.0.2.0/24"),
        ),
        ({"loadBalancerSourceRanges": "all"}, ()),
        ({}, ()),
    ],
)
def test_source_ranges(service: dict[str, Any], expected: tuple[str, ...]) -> None:
    """From the field, else from the annotation; else all."""
    (door,) = _doors({"type": "LoadBalancer", **service})

    assert expected == door.source_ranges
