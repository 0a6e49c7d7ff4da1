"""Rules and warnings of a hub's exposure. Impossible combinations, in whole hub files, are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.exposure.rules import covers, exposure_warnings
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_ALB, _NLB = "alb.ingress.kubernetes.io/", "service.beta.kubernetes.io/aws-load-balancer-"


_OIDC = {
    "callback_url": "https://hub.example.org/hub/oauth_callback",
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
    "client_id": "jupyterhub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
    "allow_all": True,
}


_PAST_THE_DOOR = "your own values open the hub past service_type: cluster_ip, so neither its log-in nor its TLS is checked; nlb and alb are"


_NOTHING_WAITS = (
    "with wait: false and create_namespace: false nothing waits on destroy until the load balancer is gone; "
    "make sure that it is before its controller is"
)


def _door(**settings: Any) -> ExposureProps:
    return ExposureProps.model_validate(settings)


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "version": "4.4.0", "oidc_config": _OIDC, **settings}
    )


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
def test_wildcard_stands_for_one_label(pattern: str, name: str, expected: bool) -> None:  # noqa: FBT001  # what is expected
    """As in certificates and Ingress rules."""
    assert expected == covers(pattern, name)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"certificate_resource_name": "c"}, []),
        ({"allow_plain_http": True}, ["allow_plain_http: true sends passwords and sessions over the internet in the clear"]),
        (
            {"certificate_resource_name": "c", "load_balancer": {"deletion_protection": True}},
            [
                "deletion_protection: true keeps the load balancer; deploy it as false before you destroy the stack, or destroy waits in vain"
            ],
        ),
        (
            {
                "service_type": "alb",
                "load_balancer_scheme": "internet-facing",
                "ingress_annotations": {f"{_ALB}scheme": "internal"},
            },
            ["load_balancer_scheme is internet-facing, but your own annotation says internal, which wins"],
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
        ({"service_type": "cluster_ip", "values": {"proxy": {"service": {"type": "LoadBalancer"}}}}, [_PAST_THE_DOOR]),
        ({"service_type": "cluster_ip", "values": {"ingress": {"enabled": True}}}, [_PAST_THE_DOOR]),
        ({"service_type": "cluster_ip", "values": {"ingress": {"enabled": False}}}, []),
    ],
)
def test_warnings(settings: dict[str, Any], expected: list[str]) -> None:
    """What works but should be known is said, and nothing else."""
    assert expected == list(exposure_warnings(_hub(**settings)))


def test_door_without_a_hub_waits() -> None:
    """Only a hub says whether its namespace is made here; without the word it is."""
    assert [] == list(exposure_warnings(_door(load_balancer_scheme="internal", wait=False)))
