"""The IAM role that AWS Backup takes on."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.iam_role import IamRole
from constructs import Construct


def backup_role(scope: Construct, *, name_prefix: str, description: str, account: str) -> IamRole:
    """Make a role without permissions that AWS Backup can take on, by the ids ``Role`` and ``Trust``.

    AWS doesn't say whether AWS Backup names the account in this call, so the condition counts where it does.

    Args:
        scope: what is backed up by the role.
        name_prefix: beginning of the role's name.
        description: what the role is for.
        account: id of the account for which AWS Backup may take it on.
    """
    statement = DataAwsIamPolicyDocumentStatement(
        actions=["sts:AssumeRole"],
        principals=[DataAwsIamPolicyDocumentStatementPrincipals(type="Service", identifiers=["backup.amazonaws.com"])],
        condition=[DataAwsIamPolicyDocumentStatementCondition(test="StringEqualsIfExists", variable="aws:SourceAccount", values=[account])],
    )
    trust = DataAwsIamPolicyDocument(scope, "Trust", statement=[statement])
    return IamRole(scope, "Role", name_prefix=name_prefix, description=description, assume_role_policy=trust.json)
