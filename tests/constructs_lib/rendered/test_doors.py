"""All public access of the hubs that this library writes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.rendered.door import Reach
from constructs_lib.rendered.doors import doors
from tests.constructs_lib.rendered.test_values import reading

_VERSIONS = ("1.2.0", "2.0.0", "3.3.8", "4.4.0")


@pytest.mark.parametrize("version", _VERSIONS)
@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"service_type": "cluster_ip"}, []),
        ({}, [(Reach.INTERNET, [False])]),
        ({"load_balancer_scheme": "internal"}, [(Reach.INTERNAL, [False])]),
        ({"certificate_resource_name": "c"}, [(Reach.INTERNET, [True])]),
        ({"lets_encrypt": {"contact_email": "a@example.org", "hosts": ["a.example.org"]}}, [(Reach.INTERNET, [True, True])]),
        ({"service_type": "alb"}, [(Reach.INTERNET, [False])]),
        ({"service_type": "alb", "certificate_resource_name": "c"}, [(Reach.INTERNET, [True, True])]),
        ({"service_type": "alb", "load_balancer_scheme": "internal"}, [(Reach.INTERNAL, [False])]),
    ],
    ids=str,
)
def test_access_to_our_own_hubs(version: str, settings: dict[str, Any], expected: list[Any]) -> None:
    """One at most, from where the scheme allows, with TLS if there is a certificate, on every chart version."""
    hub = reading(version=version, **settings)

    found = doors(hub.final, hub.version)

    assert expected == [(door.reach, [port.encrypted for port in door.ports]) for door in found]
    assert all(door.of_controller for door in found)
