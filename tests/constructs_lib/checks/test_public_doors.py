"""Public access without login or TLS: each is found once, at the key that opened it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.public_doors import open_log_in, opened_by, plain_http
from constructs_lib.rendered.doors import doors
from constructs_lib.rendered.login import log_in
from tests.constructs_lib.checks.test_promises import OIDC
from tests.constructs_lib.rendered.test_values import reading

_NLB = "service.beta.kubernetes.io/aws-load-balancer-"


def _plain(**settings: Any) -> list[str]:
    hub = reading(**settings)
    return [".".join(map(str, finding.path)) for finding in plain_http(hub, doors(hub.final, hub.version))]


def _open(**settings: Any) -> list[str]:
    hub = reading(**settings)
    return [
        ".".join(map(str, finding.path))
        for finding in open_log_in(hub, doors(hub.final, hub.version), log_in(hub.final, hub.version, own=hub.own))
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [""]),
        ({"service_type": "alb"}, [""]),
        ({"load_balancer_scheme": "internal"}, []),
        ({"certificate_resource_name": "c"}, []),
        ({"service_type": "cluster_ip", "values": {"hub": {"service": {"type": "NodePort"}}}}, ["values.hub.service.type"]),
        (
            {"values": {"hub": {"service": {"type": "NodePort", "extraPorts": [{"port": 1}]}}}},
            ["", "values.hub.service.type", "values.hub.service.extraPorts"],
        ),
        ({"certificate_resource_name": "c", "values": {"proxy": {"https": None}}}, []),  # no port is open at all
        (
            {"certificate_resource_name": "c", "values": {"proxy": {"service": {"extraPorts": [{"port": 1}]}}}},
            ["values.proxy.service.extraPorts"],
        ),
    ],
    ids=str,
)
def test_ports_without_tls(settings: dict[str, Any], expected: list[str]) -> None:
    """One finding for each key."""
    assert expected == _plain(**settings)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [""]),
        ({"load_balancer_scheme": "internal"}, []),
        ({"oidc_config": OIDC}, []),
        ({"shared_password": {"variable": "p"}}, []),
        (
            {"values": {"hub": {"config": {"JupyterHub": {"authenticator_class": "pam"}}}}},
            ["values.hub.config.JupyterHub.authenticator_class"],
        ),
        (
            {"values": {"hub": {"extraConfig": {"x": "c.Authenticator.allow_all = True"}}}, "oidc_config": OIDC},
            ["values.hub.extraConfig.x"],
        ),
        (
            {"values": {"ingress": {"enabled": True}, "httpRoute": {"enabled": True}}},
            ["values.httpRoute.enabled", "values.ingress.enabled", ""],
        ),
    ],
    ids=str,
)
def test_access_without_a_login(settings: dict[str, Any], expected: list[str]) -> None:
    """At the key that opened the access, else at the one that opened the login, else at the hub."""
    assert sorted(expected) == sorted(_open(**settings))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"proxy": {"service": {"type": "LoadBalancer"}}}, ("values", "proxy", "service", "type")),
        ({"proxy": {"service": {"annotations": {f"{_NLB}type": "nlb"}}}}, ("values", "proxy", "service", "annotations", f"{_NLB}type")),
        ({"proxy": {"service": {"annotations": None}}}, ("values", "proxy", "service", "annotations")),
    ],
)
def test_key_that_opened_access(values: dict[str, Any], expected: tuple[str, ...]) -> None:
    """The user's own, if one of them made the access public."""
    hub = reading(values=values)
    (door,) = doors(hub.final, hub.version)

    assert expected == opened_by(hub, door)
