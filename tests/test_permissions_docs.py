"""The policies of docs/permissions.md allow what Terraform and the final backup need, as tests/aws has recorded it, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.aws.recording import recorded
from tests.iam_policy import allows
from tests.permissions.needed import denied, named
from tests.permissions.page import PAGE, actions, policies, several
from tests.permissions.tables import FREE, IMPLIED, UNSEEN

#: Characters without white space. Source: IAM user guide, "IAM and AWS STS quotas", managed policies.
_LONGEST = 6144
_ROLE = "arn:aws:iam::111122223333:role"
_READS = re.compile(r":(Describe|Get|List)")


def _needed(*steps: str) -> set[str]:
    """Return the actions that the recorded requests of some steps need, with those that AWS requires in addition."""
    called = {named(operation) for step in steps or recorded() for operation in recorded()[step]} - FREE
    return called | {implied for action in called for implied in IMPLIED.get(action, {})}


def test_every_request_is_allowed() -> None:
    """A plan needs only the first policy; all steps together need no more than the three."""
    plan, *others = policies()

    assert set() == _needed("plan") - actions(plan)
    assert set() == _needed() - actions(plan).union(*map(actions, others))


def test_no_action_is_superfluous() -> None:
    """Each action is needed by a request or is in the table of those that the double can't see; the first policy has only what a plan needs."""
    plan, *others = policies()

    assert set() == actions(plan) - _needed("plan")
    assert set(UNSEEN) == set().union(*map(actions, others)) - _needed()


def test_plan_only_reads() -> None:
    """Except for the lock of a state in S3."""
    writing = {
        (action, resource)
        for statement in policies()[0]["Statement"]
        for action in several(statement["Action"])
        for resource in several(statement["Resource"])
        if not _READS.search(action)
    }

    assert {
        ("s3:PutObject", "arn:aws:s3:::my-terraform-states/hubs/*.tflock"),
        ("s3:DeleteObject", "arn:aws:s3:::my-terraform-states/hubs/*.tflock"),
    } == writing


@pytest.mark.parametrize("position", range(3))
def test_size(position: int) -> None:
    """Each policy can be created as a managed policy."""
    assert len("".join(json.dumps(policies()[position]).split())) <= _LONGEST


def _statements() -> Iterator[str]:
    for policy in policies():
        yield from (statement["Sid"] for statement in policy["Statement"])


def test_each_statement_is_explained() -> None:
    """Each statement has its own id, and a row of the tables below the policies, in the same order."""
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    explained = [name for row in rows for name in re.findall(r"\w+", row)]

    assert len(set(explained)) == len(explained)
    assert sorted(_statements()) == sorted(explained)


@pytest.mark.parametrize(
    ("action", "resource", "context"),
    [
        ("iam:CreateRole", f"{_ROLE}/admin", {}),
        ("iam:PutRolePolicy", f"{_ROLE}/deployer", {}),
        ("iam:AttachRolePolicy", f"{_ROLE}/lab-ebs-csi-1", {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}),
        ("iam:AttachRolePolicy", f"{_ROLE}/lab-users-1", {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}),
        ("iam:PassRole", f"{_ROLE}/lab-ebs-csi-1", {"iam:PassedToService": "ec2.amazonaws.com"}),
        ("iam:PassRole", f"{_ROLE}/lab-users-1", {"iam:PassedToService": "backup.amazonaws.com"}),
        ("iam:CreateServiceLinkedRole", f"{_ROLE}/aws-service-role/x", {"iam:AWSServiceName": "ecs.amazonaws.com"}),
        ("eks:DeleteAddon", "arn:aws:eks:us-west-2:111122223333:addon/other/coredns/1", {}),
        ("eks:DeleteCluster", "arn:aws:eks:us-west-2:111122223333:cluster/my-cluster", {}),
        (
            "ec2:AuthorizeSecurityGroupIngress",
            "arn:aws:ec2:us-west-2:111122223333:security-group/sg-1",
            {"aws:ResourceTag/Name": "database"},
        ),
        ("ec2:CreateTags", "arn:aws:ec2:us-west-2:111122223333:security-group/sg-1", {"aws:ResourceTag/Name": "database"}),
        ("kms:Decrypt", "arn:aws:kms:us-west-2:111122223333:key/1", {"kms:ViaService": "s3.us-west-2.amazonaws.com"}),
        ("s3:DeleteObject", "arn:aws:s3:::my-terraform-states/hubs/lab.tfstate", {}),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-west-2:111122223333:secret:payroll-AbCdEf", {}),
    ],
)
def test_what_is_not_allowed(action: str, resource: str, context: dict[str, str]) -> None:
    """Other roles, policies, services, clusters, security groups and secrets are out of reach."""
    assert not any(allows(policy, action, resource, context) for policy in policies())


def test_a_missing_permission_is_found() -> None:
    """The comparison of the tier aws names the action, the resource and the condition keys."""
    call = {"action": "eks:CreateAddon", "parameters": {"name": "lab", "addonName": "aws-ebs-csi-driver", "podIdentityAssociations": [
        {"serviceAccount": "a", "roleArn": "arn:aws:iam::123456789012:role/lab-other-1"}]}}  # fmt: skip

    assert [] == denied(policies(), [{**call, "parameters": {"name": "lab", "addonName": "x"}}], cluster="lab")
    assert ["iam:PassRole on arn:aws:iam::111122223333:role/lab-other-1 with {'iam:PassedToService': 'pods.eks.amazonaws.com'}"] == denied(
        policies(), [call], cluster="lab"
    )
    assert any("cluster/lab " in missing for missing in denied(policies(), [call], cluster="another"))
