"""Subnets, addresses, network policies, nodes."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.doctor import network
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, DESCRIBED, EBS, hub, item, site
from tests.jupyterhub_on_eks.doctor.looking import one

PUBLIC, PRIVATE = "kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"


def subnet(name: str, tag: str = "", free: int = 100) -> dict[str, Any]:
    """Return a subnet; the last letter of its name is its zone."""
    named = [{"Key": tag, "Value": "1"}] if tag else []
    return {
        "SubnetId": name,
        "AvailabilityZone": f"us-west-2{name[-1]}",
        "AvailableIpAddressCount": free,
        "Tags": [{"Key": "Name", "Value": f"n-{name}"}, *named],
    }


def _facing(kind: str = "nlb", scheme: str = "internal", **more: Any) -> dict[str, Any]:
    return hub(service_type=kind, load_balancer_scheme=scheme, **more)


@pytest.mark.parametrize(
    ("add_on", "there", "level", "message"),
    [
        (_facing(), [subnet("subnet-a", PRIVATE)], "ok", "jupyterhub: 1 subnet tagged kubernetes.io/role/internal-elb, in 1 zone"),
        (_facing(), [subnet("subnet-a", PUBLIC)], "failure", "no subnet has the tag kubernetes.io/role/internal-elb, so jupyterhub gets no load balancer"),
        (_facing(), [subnet("subnet-a")], "warning", "2.12.1 or later finds private subnets by their route tables"),
        (_facing(), [subnet("subnet-a", PRIVATE, free=7)], "failure", "no zones with a subnet tagged"),
        (_facing("alb"), [subnet("subnet-a", PRIVATE), subnet("subnet-2a", PRIVATE)], "failure", "1 zone with a subnet tagged"),
        (_facing("alb"), [subnet("subnet-a", PRIVATE), subnet("subnet-b", PRIVATE)], "ok", "2 subnets tagged"),
        (_facing("alb", load_balancer={"subnets": ["n-subnet-a", "subnet-b"]}), [subnet("subnet-a"), subnet("subnet-b")], "ok", "2 subnets named, in 2 zones"),
        (_facing(load_balancer={"subnets": ["n-subnet-z"]}), [subnet("subnet-a")], "failure", "the cluster's VPC has no subnet n-subnet-z"),
        (_facing("nlb", "internet-facing", allow_any_login=True, allow_plain_http=True), [subnet("subnet-a", PUBLIC)], "ok", "tagged kubernetes.io/role/elb"),
    ],
)  # fmt: skip
def test_load_balancer_subnets(add_on: Any, there: Any, level: str, message: str) -> None:
    """The controller will find subnets, of the right kind, in enough zones, with free addresses."""
    found = one(network.balancer_subnets, site(EBS, CONTROLLER, add_on, aws={"ec2.describe_subnets": {"Subnets": there}}))

    assert level == found[0]
    assert message in found[1]


def test_a_hub_inside() -> None:
    """It has no load balancer."""
    assert [] == list(network.balancer_subnets(site(EBS, hub())))


@pytest.mark.parametrize(("free", "level"), [(100, "ok"), (31, "warning")])
def test_free_addresses(free: int, level: str) -> None:
    """Only of the cluster's own subnets."""
    there = [subnet("subnet-a", free=free), subnet("subnet-b"), subnet("subnet-c", free=0)]
    found = one(network.free_addresses, site(EBS, aws={"ec2.describe_subnets": {"Subnets": there}}))

    assert (level, "subnet-c" in found[1]) == (found[0], False)


@pytest.mark.parametrize(
    ("answers", "objects", "level"),
    [
        ({"eks.describe_addon": {"addon": {"configurationValues": '{"enableNetworkPolicy": "true"}'}}}, [], "ok"),
        ({"eks.describe_addon": {"addon": {"configurationValues": "enableNetworkPolicy: true\n"}}}, [], "ok"),
        ({"eks.describe_addon": {"addon": {"configurationValues": '{"enableNetworkPolicy": "false"}'}}}, [], "failure"),
        ({"eks.describe_addon": {"addon": {"configurationValues": "- ["}}}, [], "failure"),
        ({"eks.describe_addon": {"addon": {}}}, [], "failure"),
        ({}, [item("DaemonSet", "cilium", "kube-system")], "ok"),
        ({}, [], "failure"),
        ({"eks.describe_cluster": {"cluster": {**DESCRIBED, "computeConfig": {"enabled": True}}}}, [], "not-checked"),
    ],
)
def test_network_policies(answers: Any, objects: Any, level: str) -> None:
    """Keys that rely on them have no effect if nothing enforces them."""
    found = one(network.network_policies, site(EBS, hub(instance_metadata="network_policy"), aws=answers, objects=objects))

    assert level == found[0]


def test_nothing_relies_on_network_policies() -> None:
    """Then nothing is queried."""
    assert [] == list(network.network_policies(site(EBS, hub())))


@pytest.mark.parametrize(("tokens", "hops", "level"), [("required", 1, "ok"), ("required", 2, "failure"), ("optional", 1, "failure")])
def test_instance_metadata(tokens: str, hops: int, level: str) -> None:
    """All nodes protect their credentials."""
    node = item("Node", "ip-10", spec={"providerID": "aws:///us-west-2a/i-1"})
    instance = {"InstanceId": "i-1", "MetadataOptions": {"HttpTokens": tokens, "HttpPutResponseHopLimit": hops}}
    answers = {"ec2.describe_instances": {"Reservations": [{"Instances": [instance]}]}}

    assert level == one(network.instance_metadata, site(EBS, hub(instance_metadata="nodes"), aws=answers, objects=[node]))[0]


def test_no_nodes_yet() -> None:
    """Nothing is known of them; a hub that relies on something else doesn't need them."""
    assert "not-checked" == one(network.instance_metadata, site(EBS, hub(instance_metadata="nodes")))[0]
    assert [] == list(network.instance_metadata(site(EBS, hub())))
