"""The IAM role for AWS Backup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from constructs import Construct

#: A statement of a policy: its id, its actions, their resource, and its condition, if it has one.
Statement = tuple[str, Sequence[str], str, Mapping[str, Any] | None]


def backup_role(scope: Construct, *, name_prefix: str, description: str, account: str) -> IamRole:
    """Create a role without permissions that AWS Backup can assume, with the ids ``Role`` and ``Trust``.

    AWS doesn't document whether AWS Backup sends the account in this call, so the condition applies only if it does.

    Args:
        scope: scope of the role.
        name_prefix: prefix of the role's name.
        description: purpose of the role.
        account: id of the account for which AWS Backup may assume it.
    """
    statement = DataAwsIamPolicyDocumentStatement(
        actions=["sts:AssumeRole"],
        principals=[DataAwsIamPolicyDocumentStatementPrincipals(type="Service", identifiers=["backup.amazonaws.com"])],
        condition=[DataAwsIamPolicyDocumentStatementCondition(test="StringEqualsIfExists", variable="aws:SourceAccount", values=[account])],
    )
    trust = DataAwsIamPolicyDocument(scope, "Trust", statement=[statement])
    return IamRole(scope, "Role", name_prefix=name_prefix, description=description, assume_role_policy=trust.json)


def backup_policy(statements: Iterable[Statement]) -> dict[str, Any]:
    """Return a policy document that allows what the statements say."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource, **({"Condition": condition} if condition else {})}
            for sid, actions, resource, condition in statements
        ],
    }
