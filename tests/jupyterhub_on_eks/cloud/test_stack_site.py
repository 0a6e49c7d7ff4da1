"""The location of a stack."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.cloud.stack_site import StackSite
from tests.jupyterhub_on_eks.cloud.answers import CLUSTER, DESCRIBED, EBS, NOT_THERE, calls, hub, item, site


def test_add_ons_and_hubs() -> None:
    """The hub file's, with the names of releases."""
    stack = site(EBS, hub(namespace="b"))

    assert (["ebs_csi_driver"], ["blueprints-addon-jupyterhub-b"]) == ([it.KEY for it in stack.others], [it.release for it in stack.hubs])


def test_no_such_cluster() -> None:
    """The message names Region and account, since one of them is usually the mistake."""
    with pytest.raises(
        CloudError, match=f"there is no EKS cluster {CLUSTER} in us-west-2 in account 111122223333. Correct cluster.name"
    ) as error:
        assert site(EBS, aws={"eks.describe_cluster": NOT_THERE}).cluster
    assert Cause.NOT_THERE is error.value.cause


def test_auto_mode() -> None:
    """EKS reports it."""
    assert not site(EBS).auto_mode
    assert site(EBS, aws={"eks.describe_cluster": {"cluster": {**DESCRIBED, "computeConfig": {"enabled": True}}}}).auto_mode


def test_instances() -> None:
    """Those in the provider ids of nodes; nodes of Fargate have none."""
    nodes = [
        item("Node", "a", spec={"providerID": "aws:///us-west-2a/i-1"}),
        item("Node", "f", spec={"providerID": "aws:///us-west-2a/fargate-ip"}),
    ]
    stack = site(EBS, objects=nodes, aws={"ec2.describe_instances": {"Reservations": [{"Instances": [{"InstanceId": "i-1"}]}]}})

    assert ["i-1"] == [instance["InstanceId"] for instance in stack.instances]
    assert "ec2:DescribeInstances" in calls(stack)
    assert [] == site(EBS, objects=nodes[1:]).instances


def test_an_unreachable_api_server_is_asked_once() -> None:
    """The same error is raised again."""
    stack = site(EBS, api_error=CloudError("private", cause=Cause.UNREACHABLE))
    errors = []
    for _ in range(2):
        with pytest.raises(CloudError) as error:
            stack.api.get("v1", "Namespace", "a")
        errors.append(error.value)

    assert errors[0] is errors[1]


def test_it_closes_connections() -> None:
    """Also if none was opened."""
    with site(EBS) as stack:
        assert isinstance(stack, StackSite)
        assert stack.objects("v1", "Namespace")
