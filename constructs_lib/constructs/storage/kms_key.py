"""A customer-managed key for one file system."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.kms_key import KmsKey as KmsKeyResource
from constructs import Construct

from constructs_lib.terraform.policy_json import policy_json

#: The longest waiting period of AWS KMS before it deletes a key; until then the deletion can be canceled.
_DELETION_WINDOW_DAYS = 30


class KmsKey(Construct):
    """A key with access only through the account's own IAM policies, rotated each year.

    Source: AWS KMS developer guide, "Default key policy".

    Args:
        description: what it encrypts.
    """

    def __init__(self, scope: Construct, id: str, *, description: str) -> None:
        super().__init__(scope, id)
        account = DataAwsCallerIdentity(self, "Account").account_id
        partition = DataAwsPartition(self, "Partition").partition
        statement = {
            "Sid": "IamPoliciesOfTheAccountDecide",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }

        #: The key itself.
        self.resource = KmsKeyResource(
            self,
            "Resource",
            description=description,
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=policy_json({"Version": "2012-10-17", "Statement": [statement]}),
        )
        #: ARN of the key.
        self.arn = self.resource.arn
