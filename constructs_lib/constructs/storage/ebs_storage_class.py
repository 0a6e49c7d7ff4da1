"""A storage class of the Amazon EBS CSI driver."""

from __future__ import annotations

import json
from typing import Any

from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct

from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: Source: aws-ebs-csi-driver, "CreateVolume parameters"; Amazon EKS user guide, "Create a storage class" (Auto Mode).
EBS_DRIVER, AUTO_MODE_DRIVER = "ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com"


class EbsStorageClass(Construct):
    """A class whose volumes are made where the first pod runs, can be enlarged, and are encrypted unless said otherwise.

    A key of one's own can be used by the driver's role through grants for EC2 alone.
    Source: aws-ebs-csi-driver, "example-iam-policy", statements on KMS.

    Args:
        config: name, type, encryption, speed, reclaim policy.
        driver_role: name of the driver's role, which is permitted to use ``kms_key_id``. None: the role is someone else's to permit.
        depends_on: the driver.
    """

    def __init__(self, scope: Construct, id: str, *, config: StorageClassConfig, driver_role: str | None, depends_on: Dependables) -> None:
        super().__init__(scope, id)

        permissions = (
            [IamRolePolicy(self, "KeyPolicy", name_prefix="ebs-key-", role=driver_role, policy=json.dumps(_use_of(config.kms_key_id)))]
            if config.kms_key_id and driver_role
            else []
        )
        storage_class = StorageClassV1(
            self,
            "Resource",
            metadata=StorageClassV1Metadata(name=config.name),
            storage_provisioner=AUTO_MODE_DRIVER if config.auto_mode else EBS_DRIVER,
            parameters=_parameters(config),
            reclaim_policy=config.reclaim_policy.value,
            volume_binding_mode="WaitForFirstConsumer",
            allow_volume_expansion=True,
            depends_on=waits_for(permissions, depends_on),
        )

        #: Wait for these before a volume of the class is asked for.
        self.ready: Dependables = [storage_class, *permissions]


def _parameters(config: StorageClassConfig) -> dict[str, str]:
    chosen = {"kmsKeyId": config.kms_key_id, "iops": config.iops, "throughput": config.throughput}
    return {
        "type": config.type.value,
        "encrypted": str(config.encrypted).lower(),
        **{name: str(value) for name, value in chosen.items() if value is not None},
    }


def _use_of(key: str) -> dict[str, Any]:
    grants = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
    use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": grants, "Resource": key, "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}},
            {"Effect": "Allow", "Action": use, "Resource": key},
        ],
    }
