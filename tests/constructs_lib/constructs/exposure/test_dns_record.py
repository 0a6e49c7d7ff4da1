"""The record in Route 53 that leads to a load balancer."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.constructs.exposure.dns_record import DnsRecord
from constructs_lib.models.exposure.dns import DnsConfig
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from tests.conftest import only
from tests.constructs_lib.stacks import new_stack, rendered

_NAME = "data.kubernetes_service_v1.Service.status[0].load_balancer[0].ingress[0].hostname"


def _record(kind: JupyterHubServiceType = JupyterHubServiceType.NLB, **dns: Any) -> dict[str, Any]:
    stack = new_stack()
    config = DnsConfig.model_validate({"hosted_zone": "example.org", "record": "hub", **dns})
    DnsRecord(stack, "Record", dns=config, load_balancer_name=_NAME, kind=kind)
    return rendered(stack)


def test_alias() -> None:
    """Zone and record as set; the load balancer's own name in the zone of its kind, with a health check."""
    document = _record()
    record = only(document, "aws_route53_record")
    (zone,), (balancers,) = document["data"]["aws_route53_zone"], document["data"]["aws_lb_hosted_zone_id"]

    assert ("hub.example.org", "A", f"${{data.aws_route53_zone.{zone}.zone_id}}") == (record["name"], record["type"], record["zone_id"])
    assert {
        "name": f'${{try({_NAME}, "no-load-balancer.invalid")}}',
        "zone_id": f"${{data.aws_lb_hosted_zone_id.{balancers}.id}}",
        "evaluate_target_health": True,
    } == record["alias"]
    assert not {"ttl", "records"} & set(record)


@pytest.mark.parametrize(
    ("kind", "expected"), [(JupyterHubServiceType.NLB, "network"), (JupyterHubServiceType.ALB, "application")], ids=["nlb", "alb"]
)
def test_zone_of_the_load_balancers(kind: JupyterHubServiceType, expected: str) -> None:
    """Each kind has its own in a Region."""
    assert expected == only(_record(kind), "aws_lb_hosted_zone_id", "data")["load_balancer_type"]


@pytest.mark.parametrize("private", [True, False])
def test_zone_is_looked_up(private: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """A public and a private zone may have the same name."""
    zone = only(_record(private_zone=private), "aws_route53_zone", "data")

    assert ("example.org", private) == (zone["name"], zone["private_zone"])


def test_zones_own_name() -> None:
    """An alias is allowed there, a CNAME is not."""
    assert "example.org" == only(_record(record="@"), "aws_route53_record")["name"]


def test_hub_without_a_load_balancer() -> None:
    """There is no target for a record."""
    with pytest.raises(KeyError):
        _record(JupyterHubServiceType.CLUSTERIP)
