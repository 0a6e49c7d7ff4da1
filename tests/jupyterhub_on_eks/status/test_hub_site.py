"""A hub's address."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.status.hub_site import HubSite
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, EBS, hub, item, site

BALANCER = {"loadBalancer": {"ingress": [{"hostname": "a.elb.amazonaws.com"}]}}
INSIDE = {"load_balancer_scheme": "internal"}


def at(*objects: Any, **settings: Any) -> HubSite:
    """Return the site of a hub with these settings."""
    stack = site(EBS, CONTROLLER, hub(**settings), objects=objects)
    return HubSite(stack, stack.hubs[0])


@pytest.mark.parametrize(
    ("settings", "kind", "name", "url"),
    [
        ({}, "Service", "proxy-public", "http://localhost:8080"),
        ({"service_type": "nlb", **INSIDE}, "Service", "proxy-public", "http://a.elb.amazonaws.com"),
        ({"service_type": "nlb", "values": {"hub": {"baseUrl": "/lab/"}}, **INSIDE}, "Service", "proxy-public", "http://a.elb.amazonaws.com/lab"),
        ({"service_type": "alb", **INSIDE}, "Ingress", "jupyterhub", "http://a.elb.amazonaws.com"),
        ({"service_type": "alb", "ingress_hosts": ["*.example.org", "hub.example.org"], **INSIDE}, "Ingress", "jupyterhub", "http://hub.example.org"),
        ({"service_type": "nlb", "dns": {"hosted_zone": "example.org", "record": "hub"}, **INSIDE}, "Service", "proxy-public", "http://hub.example.org"),
    ],
)  # fmt: skip
def test_url(settings: Any, kind: str, name: str, url: str) -> None:
    """It is that of the stack's output: the hub's name, else the load balancer's."""
    place = at(item(kind, name, "jupyterhub", status=BALANCER), **settings)

    assert url == place.url


def test_no_url_yet() -> None:
    """Only the load balancer's name would be one, and it has none."""
    place = at(service_type="nlb", **INSIDE)

    assert (None, "", None) == (place.url, place.host, place.address)
