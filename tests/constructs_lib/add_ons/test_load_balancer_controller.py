"""The AWS Load Balancer Controller as an add-on."""

from __future__ import annotations

from typing import Any

import cdktf
import pytest
from pydantic import ValidationError

from constructs_lib.add_ons.contract import ClusterInfo, Deployment
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn
from constructs_lib.constructs.load_balancer_controller.controller import LoadBalancerController
from constructs_lib.models.eks.identity import Identity
from tests.conftest import only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered


def _deployed(stack: cdktf.TerraformStack, **settings: Any) -> Deployment:
    return AwsLoadBalancerControllerAddOn(**settings).deploy(ClusterInfo(stack=stack, cluster=existing_cluster(stack)))


def test_installed() -> None:
    """The construct's id is a contract; what requests a load balancer waits for the release."""
    stack = new_stack()
    deployment = _deployed(stack)
    document = rendered(stack, ready=deployment.ready)
    (release,) = document["resource"]["helm_release"]

    assert isinstance(deployment.construct, LoadBalancerController)
    assert "AwsLoadBalancerController" == deployment.construct.node.id
    assert [f"helm_release.{release}"] == only(document, "test_later")["depends_on"]
    assert "research-cluster" in only(document, "helm_release")["values"][0]


def test_settings_reach_the_construct() -> None:
    """For example, that no role is created."""
    stack = new_stack()
    _deployed(stack, identity=Identity.NODE_ROLE, version="1.17.1")
    document = rendered(stack)

    assert "aws_iam_role" not in document["resource"]
    assert "1.17.1" == only(document, "helm_release")["version"]


def test_existing_publishes_nothing() -> None:
    """The user asserts that it runs, so nothing is looked up or waited for."""
    stack = new_stack()
    deployment = _deployed(stack, existing=True)

    assert [] == list(deployment.ready)
    assert ["Cluster", "AwsLoadBalancerController"] == [child.node.id for child in stack.node.children]
    assert "resource" not in rendered(stack)


def test_settings_of_an_existing_one() -> None:
    """They would have no effect."""
    with pytest.raises(ValidationError, match="has no effect with existing: true"):
        AwsLoadBalancerControllerAddOn(existing=True, version="3.5.0")


def test_key() -> None:
    """The key in hub files; it needs no settings."""
    assert ("aws_load_balancer_controller", True) == (AwsLoadBalancerControllerAddOn.KEY, AwsLoadBalancerControllerAddOn.HAS_DEFAULTS)
