"""The role of AWS Backup."""

from __future__ import annotations

import json

import cdktf
from constructs import Construct

from constructs_lib.constructs.storage.backup_role import backup_policy, backup_role


def test_only_aws_backup_may_assume_it() -> None:
    """For one account if AWS Backup names it; its creator adds the permissions."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    backup_role(Construct(stack, "Backup"), name_prefix="research-backup-", description="For AWS Backup", account="111122223333")

    document = json.loads(cdktf.Testing.synth(stack))
    (trust,) = document["data"]["aws_iam_policy_document"].items()
    ((role, made),) = document["resource"]["aws_iam_role"].items()
    (statement,) = trust[1]["statement"]

    assert ("Backup_Role_", "Backup_Trust_") == (role[:12], trust[0][:13])
    assert ("research-backup-", "For AWS Backup") == (made["name_prefix"], made["description"])
    assert f"${{data.aws_iam_policy_document.{trust[0]}.json}}" == made["assume_role_policy"]
    assert [{"type": "Service", "identifiers": ["backup.amazonaws.com"]}] == statement["principals"]
    assert [{"test": "StringEqualsIfExists", "variable": "aws:SourceAccount", "values": ["111122223333"]}] == statement["condition"]
    assert ["sts:AssumeRole"] == statement["actions"]
    assert {"aws_iam_role"} == set(document["resource"])


def test_policy() -> None:
    """A statement without a condition has no key for it; IAM would reject an empty one."""
    bare, limited = backup_policy([("Find", ["tag:GetResources"], "*", None), ("Key", ["kms:CreateGrant"], "arn", {"Bool": {"a": "b"}})])[
        "Statement"
    ]

    assert {"Sid": "Find", "Effect": "Allow", "Action": ["tag:GetResources"], "Resource": "*"} == bare
    assert {"Bool": {"a": "b"}} == limited["Condition"]
