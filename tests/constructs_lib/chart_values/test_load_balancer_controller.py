"""Values of the controller's chart: the computed ones, then the user's."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.load_balancer_controller import load_balancer_controller_values
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps


def _values(role_arn: str | None = None, **settings: Any) -> dict[str, Any]:
    props = AwsLoadBalancerControllerAddOnProps.model_validate(settings)
    return load_balancer_controller_values(props, cluster_name="research", region="us-west-2", vpc_id="vpc-1", role_arn=role_arn)


def test_computed() -> None:
    """The cluster, its Region and its VPC, two replicas, a webhook that keeps its certificate and none for services."""
    assert {
        "clusterName": "research",
        "region": "us-west-2",
        "vpcId": "vpc-1",
        "replicaCount": 2,
        "serviceAccount": {"create": True, "name": "aws-load-balancer-controller"},
        "keepTLSSecret": True,
        "enableServiceMutatorWebhook": False,
    } == _values()


def test_role_by_annotation() -> None:
    """With IRSA the service account names its role."""
    assert {"eks.amazonaws.com/role-arn": "arn:of-a-role"} == _values("arn:of-a-role")["serviceAccount"]["annotations"]


def test_image_from_a_mirror() -> None:
    """With its path in Amazon's public registry, and the chart's tag."""
    assert {"repository": "registry.example.org/mirror/eks/aws-load-balancer-controller"} == _values(
        image_registry="registry.example.org/mirror"
    )["image"]


def test_tags() -> None:
    """The stack's tags are on the load balancers too, unless the user's values set other ones."""
    props = AwsLoadBalancerControllerAddOnProps.model_validate({"values": {"defaultTags": {"team": "physics"}}})
    tags = {"team": "data", "CostCenter": "4711"}

    values = load_balancer_controller_values(props, cluster_name="research", region="us-west-2", vpc_id="vpc-1", tags=tags)

    assert {"team": "physics", "CostCenter": "4711"} == values["defaultTags"]


def test_users_values_win() -> None:
    """They are merged deeply: null stays, a mapping keeps what it doesn't set, and the settings are not changed."""
    own = {"replicaCount": 3, "nodeSelector": None, "serviceAccount": {"annotations": {"note": "mine"}}}

    values = _values("arn:of-a-role", values=own)

    assert (3, None) == (values["replicaCount"], values["nodeSelector"])
    assert {"create": True, "name": "aws-load-balancer-controller"}.items() <= values["serviceAccount"].items()
    assert {"eks.amazonaws.com/role-arn": "arn:of-a-role", "note": "mine"} == values["serviceAccount"]["annotations"]
    assert {"annotations": {"note": "mine"}} == own["serviceAccount"]
