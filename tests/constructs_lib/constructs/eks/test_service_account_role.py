"""The role of a service account: who may assume it, what it may do, and what waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole
from constructs_lib.errors import RenderError
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode, ServiceAccount
from tests.conftest import only
from tests.iam_policy import allows

_POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"}]}


def _rendered(
    identity: Identity,
    *,
    agent: PodIdentityAgentMode = PodIdentityAgentMode.MANAGED,
    then: Callable[[ServiceAccountRole], object] = lambda _: None,
    **settings: Any,
) -> dict[str, Any]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    config = ClusterConfig(name="research-cluster", region="us-west-2", pod_identity_agent=agent)
    role = ServiceAccountRole(
        stack,
        "Role",
        cluster=ExistingCluster(stack, "Cluster", config=config),
        identity=identity,
        service_account=ServiceAccount("kube-system", "controller"),
        purpose="test",
        **settings,
    )
    then(role)
    return dict(json.loads(cdktf.Testing.synth(stack)))


def test_pod_identity_trusts_the_pods_of_eks_with_their_session_tags() -> None:
    """EKS Pod Identity assumes the role and tags the session."""
    (statement,) = only(_rendered(Identity.POD_IDENTITY), "aws_iam_policy_document", "data")["statement"]

    assert ["sts:AssumeRole", "sts:TagSession"] == statement["actions"]
    assert [{"type": "Service", "identifiers": ["pods.eks.amazonaws.com"]}] == statement["principals"]


def test_pod_identity_trusts_only_this_service_account_on_this_cluster() -> None:
    """Whoever may pass the role to EKS can give it to no other pod: EKS sends these tags with each call."""
    cluster = "arn:aws:eks:us-west-2:111122223333:cluster/research-cluster"
    (statement,) = only(_rendered(Identity.POD_IDENTITY), "aws_iam_policy_document", "data")["statement"]
    equals = {condition["variable"]: condition["values"] for condition in statement["condition"] if condition["test"] == "StringEquals"}
    resolved = {key: [cluster if ".arn}" in value else value for value in values] for key, values in equals.items()}
    trust = {"Statement": [{"Effect": "Allow", "Action": statement["actions"], "Condition": {"StringEquals": resolved}}]}
    sent = {
        "aws:RequestTag/eks-cluster-arn": cluster,
        "aws:RequestTag/eks-cluster-name": "research-cluster",
        "aws:RequestTag/kubernetes-namespace": "kube-system",
        "aws:RequestTag/kubernetes-service-account": "controller",
        "aws:RequestTag/kubernetes-pod-name": "controller-0",
        "aws:RequestTag/kubernetes-pod-uid": "1",
    }

    assert len(statement["condition"]) == len(equals)
    assert ["${data.aws_eks_cluster.Cluster_EB0386A7.arn}"] == equals["aws:RequestTag/eks-cluster-arn"]
    for action in ("sts:AssumeRole", "sts:TagSession"):
        assert allows(trust, action, "*", sent)
        assert not allows(trust, action, "*")
        for tag in equals:
            assert not allows(trust, action, "*", sent | {tag: "another"})
            assert not allows(trust, action, "*", {key: value for key, value in sent.items() if key != tag})
    assert {f"aws:RequestTag/{tag}" for tag in ("eks-cluster-arn", "kubernetes-namespace", "kubernetes-service-account")} == set(equals)


def test_irsa_trusts_only_this_service_account_and_audience() -> None:
    """A token of another service account, or for another audience, doesn't get the role."""
    document = _rendered(Identity.IRSA)

    (statement,) = only(document, "aws_iam_policy_document", "data")["statement"]
    conditions = {c["variable"].rpartition(":")[2]: (c["test"], c["values"]) for c in statement["condition"]}
    assert ["sts:AssumeRoleWithWebIdentity"] == statement["actions"]
    assert {
        "sub": ("StringEquals", ["system:serviceaccount:kube-system:controller"]),
        "aud": ("StringEquals", ["sts.amazonaws.com"]),
    } == conditions
    assert all(
        'replace(data.aws_eks_cluster.Cluster_EB0386A7.identity[0].oidc[0].issuer, "https://", "")' in c["variable"]
        for c in statement["condition"]
    )
    assert "aws_eks_addon" not in document["resource"]


def test_managed_policies_have_the_partition_of_the_account() -> None:
    """The ARN is valid in AWS China and GovCloud too."""
    attachment = only(
        _rendered(Identity.IRSA, managed_policies=["service-role/AmazonEBSCSIDriverPolicy"]), "aws_iam_role_policy_attachment"
    )

    assert attachment["policy_arn"].startswith("arn:${data.aws_partition.")
    assert attachment["policy_arn"].endswith(":iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy")


def test_own_policy_is_written_on_the_role() -> None:
    """A policy given as data becomes the role's inline policy."""
    assert _POLICY == json.loads(only(_rendered(Identity.IRSA, policy=_POLICY), "aws_iam_role_policy")["policy"])


def test_association_waits_for_permissions_and_agent() -> None:
    """A pod that starts after the association has both its permissions and the agent."""
    document = _rendered(Identity.POD_IDENTITY, policy=_POLICY, then=ServiceAccountRole.associate)

    association = only(document, "aws_eks_pod_identity_association")
    kinds = [wait.partition(".")[0] for wait in association["depends_on"]]
    assert ("research-cluster", "kube-system", "controller") == tuple(
        association[k] for k in ("cluster_name", "namespace", "service_account")
    )
    assert ["aws_iam_role_policy", "aws_eks_addon"] == kinds


def test_irsa_creates_no_association() -> None:
    """With IRSA the service account's annotation gives the role."""
    assert "aws_eks_pod_identity_association" not in _rendered(Identity.IRSA, then=ServiceAccountRole.associate)["resource"]


def test_managed_agent_stays_after_destroy() -> None:
    """Others may depend on the agent, so a destroy leaves it running."""
    agent = only(_rendered(Identity.POD_IDENTITY), "aws_eks_addon")

    assert ("eks-pod-identity-agent", True) == (agent["addon_name"], agent["preserve"])


def test_existing_agent_is_looked_up() -> None:
    """A missing agent fails at plan, by its name."""
    document = _rendered(Identity.POD_IDENTITY, agent=PodIdentityAgentMode.EXISTING)

    assert "eks-pod-identity-agent" == only(document, "aws_eks_addon", "data")["addon_name"]
    assert "aws_eks_addon" not in document["resource"]


def test_built_in_agent_is_neither_created_nor_looked_up() -> None:
    """On Auto Mode there is no add-on to find."""
    document = _rendered(Identity.POD_IDENTITY, agent=PodIdentityAgentMode.BUILT_IN)

    assert "aws_eks_addon" not in document["resource"] | document["data"]


def test_node_role_creates_no_role() -> None:
    """A role for node_role is a mistake in the calling code."""
    with pytest.raises(RenderError, match=r"^\[research/Role\] identity is node_role"):
        _rendered(Identity.NODE_ROLE)
