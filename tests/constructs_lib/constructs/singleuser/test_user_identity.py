"""The service account of users' servers: its role, created or existing, and their order."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.singleuser.user_identity import UserIdentityAccount
from constructs_lib.models.prerequisites import PrerequisiteKind
from constructs_lib.models.singleuser.user_identity import servers_identity
from constructs_lib.models.user_identity.settings import UserIdentity
from tests.conftest import Synth, chart_values, hub_file, only
from tests.constructs_lib.stacks import existing_cluster, kinds, new_stack, rendered
from tests.iam_policy import allows

_ROLE = "arn:aws:iam::111122223333:role/data"
_HOMES = {"s3": [{"bucket": "b", "prefix": "home/", "access": "read_write", "per_user": True}, {"bucket": "b", "prefix": "data/"}]}


def _account(settings: dict[str, Any], *, agent: str = "managed") -> tuple[UserIdentityAccount, dict[str, Any]]:
    stack = new_stack()
    identity = servers_identity(UserIdentity.model_validate(settings), release="hub", path=("user_identity",))
    account = UserIdentityAccount(
        stack,
        "Account",
        cluster=existing_cluster(stack, pod_identity_agent=agent),
        identity=identity,
        namespace=HubNamespace(stack, "Namespace", name="team-a", create=True),
    )
    return account, rendered(stack, ready=account.ready)


def test_defaults() -> None:
    """A role with EKS Pod Identity, and an account without a Kubernetes token; ready is the account."""
    account, document = _account({})
    made = only(document, "kubernetes_service_account_v1")
    association = only(document, "aws_eks_pod_identity_association")

    assert made["automount_service_account_token"] is False
    assert "hub-users" == made["metadata"]["name"] == association["service_account"]
    assert "annotations" not in made["metadata"]
    assert ("research-cluster", "team-a") == (association["cluster_name"], association["namespace"])
    assert only(document, "aws_iam_role")["name_prefix"].startswith("research-users-")
    assert "aws_iam_role_policy" not in document["resource"]
    assert {"kubernetes_service_account_v1"} == kinds(only(document, "test_later")["depends_on"])
    assert [] == account.prerequisites


def test_association_before_the_account() -> None:
    """A pod gets its credentials when it is created: permissions, agent and association are created first, and destroyed last."""
    _, document = _account({**_HOMES, "managed_policy_arns": ["arn:aws:iam::aws:policy/A", "arn:aws:iam::111122223333:policy/A"]})

    waits = kinds(only(document, "kubernetes_service_account_v1")["depends_on"])
    assert {"aws_eks_pod_identity_association", "kubernetes_namespace_v1"} <= waits
    before = kinds(only(document, "aws_eks_pod_identity_association")["depends_on"])
    assert {"aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_eks_addon"} == before
    assert 2 == len(document["resource"]["aws_iam_role_policy_attachment"])


def test_irsa_with_annotation() -> None:
    """No association and no agent: the annotation names the role."""
    _, document = _account(
        {"identity": "irsa", "s3": [{"bucket": "b"}], "permissions_boundary_arn": "arn:aws:iam::111122223333:policy/bound"}
    )
    (role,) = document["resource"]["aws_iam_role"]

    assert {"eks.amazonaws.com/role-arn": f"${{aws_iam_role.{role}.arn}}"} == only(document, "kubernetes_service_account_v1")["metadata"][
        "annotations"
    ]
    assert {"aws_eks_pod_identity_association", "aws_eks_addon"}.isdisjoint(document["resource"])
    assert {"aws_iam_role_policy", "kubernetes_namespace_v1"} == kinds(only(document, "kubernetes_service_account_v1")["depends_on"])
    assert "arn:aws:iam::111122223333:policy/bound" == only(document, "aws_iam_role")["permissions_boundary"]


@pytest.mark.parametrize("identity", ["pod_identity", "irsa"])
def test_existing_role(identity: str) -> None:
    """It is used and not changed; the trust policy that it needs is reported."""
    account, document = _account({"identity": identity, "role_arn": _ROLE})
    (needed,) = account.prerequisites

    assert "aws_iam_role" not in document["resource"]
    assert _ROLE == account.role_arn
    if identity == "irsa":
        assert {"eks.amazonaws.com/role-arn": _ROLE} == only(document, "kubernetes_service_account_v1")["metadata"]["annotations"]
        assert "system:serviceaccount:team-a:hub-users" in needed.description
    else:
        assert _ROLE == only(document, "aws_eks_pod_identity_association")["role_arn"]
        assert {"aws_eks_addon"} == kinds(only(document, "aws_eks_pod_identity_association")["depends_on"])
        assert "sts:TagSession" in needed.description
    assert PrerequisiteKind.IAM_ROLE is needed.kind


def _hub(**settings: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", **settings}
    return hub_file({"ebs_csi_driver": {}}, {"jupyterhub": hub})


def test_policy_of_a_hub_file_limits_each_user(synth: Synth) -> None:
    """With the policy that Terraform will write, each of two users reaches their own folder, not the other's, nor another bucket.

    The user's own policy variable is escaped once, like ours.
    """
    own = {
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "arn:aws:sqs:*:*:${aws:PrincipalTag/kubernetes-namespace}",
        }
    }
    document = synth(_hub(user_identity={**_HOMES, "policy": own}))
    (text,) = {policy["policy"] for name, policy in document["resource"]["aws_iam_role_policy"].items() if "UserIdentity" in name}
    (partition,) = (name for name in document["data"]["aws_partition"] if "UserIdentity" in name)
    policy = json.loads(text.replace(f"${{data.aws_partition.{partition}.partition}}", "aws").replace("$${", "${"))

    assert text.count("${aws:") == text.count("$${aws:") == 3
    assert "$$${" not in text
    for me, other in (("jupyter-ada", "jupyter-bob"), ("jupyter-bob", "jupyter-ada"), ("jupyter-ada", "jupyter-ada2")):
        tags = {"aws:PrincipalTag/kubernetes-pod-name": me, "aws:PrincipalTag/kubernetes-namespace": "jupyterhub"}
        for action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject"):
            assert allows(policy, action, f"arn:aws:s3:::b/home/{me}/x", tags)
            assert not allows(policy, action, f"arn:aws:s3:::b/home/{other}/x", tags)
            assert not allows(policy, action, f"arn:aws:s3:::c/home/{me}/x", tags)
        assert allows(policy, "s3:ListBucket", "arn:aws:s3:::b", {**tags, "s3:prefix": f"home/{me}/"})
        assert not allows(policy, "s3:ListBucket", "arn:aws:s3:::b", {**tags, "s3:prefix": f"home/{other}/"})
        assert not allows(policy, "s3:ListBucket", "arn:aws:s3:::b", tags)
        assert allows(policy, "s3:GetObject", "arn:aws:s3:::b/data/x", tags)
        assert not allows(policy, "s3:PutObject", "arn:aws:s3:::b/data/x", tags)
        assert allows(policy, "sqs:SendMessage", "arn:aws:sqs:us-west-2:111122223333:jupyterhub", tags)


def test_association_before_the_release(synth: Synth) -> None:
    """With all dependencies: role, association, account, and then what starts servers; destroyed in reverse."""
    document = synth(_hub(user_identity=_HOMES))
    first, before = _before(document, "helm_release")
    _, before_servers = _before(document, "kubernetes_config_map_v1")

    order = ["aws_iam_role", "aws_iam_role_policy", "aws_eks_pod_identity_association", "kubernetes_service_account_v1"]
    for named in (before, before_servers):
        assert set(order) <= {address.partition(".")[0] for address in named if "UserIdentity" in address}
    assert first.startswith("helm_release.")
    for earlier, later in pairwise(order):
        assert earlier in {address.partition(".")[0] for address in _before(document, later, part="UserIdentity")[1]}
    assert "blueprints-addon-jupyterhub-users" == chart_values(document)["singleuser"]["serviceAccountName"]


def _before(document: dict[str, Any], kind: str, part: str = "") -> tuple[str, set[str]]:
    """Return the address of a resource, and those of all resources that have to exist before it."""
    blocks = {f"{type_}.{name}": block for type_, names in document["resource"].items() for name, block in names.items()}
    (start,) = [address for address in blocks if address.startswith(f"{kind}.") and part in address]
    found: set[str] = set()
    todo = [start]
    while todo:
        text = json.dumps({key: value for key, value in blocks[todo.pop()].items() if key != "//"})
        new = {address for address in blocks if f"{address}." in text or f'"{address}"' in text} - found
        found |= new
        todo += new
    return start, found - {start}


def test_hub_without_an_identity(synth: Synth) -> None:
    """Nothing of it is created."""
    assert "kubernetes_service_account_v1" not in synth(_hub())["resource"]
