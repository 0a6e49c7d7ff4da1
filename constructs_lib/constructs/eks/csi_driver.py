"""A CSI driver as an Amazon EKS add-on, managed or looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from constructs import Construct

from constructs_lib.chart_values.merge import merged
from constructs_lib.constructs.eks.addon import EksAddon
from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps
from constructs_lib.models.eks.identity import ServiceAccount
from constructs_lib.terraform.dependencies import Dependables
from constructs_lib.terraform.policy_json import policy_json


@dataclass(frozen=True, slots=True)
class CsiDriverKind:
    """The differences between CSI drivers.

    Args:
        addon_name: the EKS add-on that installs it.
        service_account: service account of its controller, in ``kube-system``; it creates volumes, so it needs a role.
        managed_policy: AWS's policy for that role, by the part of the ARN after ``policy/``.
        storage: its kind of storage; part of the names of the role and of its policies.
        volume_tags: setting of its controller with the tags of its volumes. Default: it creates no volumes for hubs.
    """

    addon_name: str
    service_account: str
    managed_policy: str
    storage: str
    volume_tags: str | None = None


#: Source: Amazon EKS user guide, "Use Kubernetes volume storage with Amazon EBS".
#: Its tags: aws-ebs-csi-driver, ``--extra-tags``.
EBS_CSI = CsiDriverKind(
    "aws-ebs-csi-driver", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy", "ebs", volume_tags="extraVolumeTags"
)
#: Source: Amazon EKS user guide, "Use elastic file system storage with Amazon EFS".
EFS_CSI = CsiDriverKind("aws-efs-csi-driver", "efs-csi-controller-sa", "service-role/AmazonEFSCSIDriverPolicy", "efs")


class CsiDriver(EksAddon):
    """A CSI driver on a cluster with its role, or a check that it is installed.

    Args:
        cluster: cluster of the driver.
        kind: which driver.
        props: version, identity, configuration, and whether it is managed at all.
        tags: tags on every volume that the driver creates; ``configuration`` adds to them and wins. An existing driver keeps its own.
            Default: none.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: Cluster,
        kind: CsiDriverKind,
        props: CsiDriverAddOnProps,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        tagged = {"controller": {kind.volume_tags: dict(tags)}} if tags and kind.volume_tags and not props.existing else {}
        super().__init__(
            scope,
            id,
            cluster=cluster,
            name=kind.addon_name,
            version=props.version,
            configuration=merged(tagged, props.configuration),
            role=AddonRole(
                identity=props.identity,
                service_account=ServiceAccount("kube-system", kind.service_account),
                purpose=f"{kind.storage}-csi",
                managed_policies=(kind.managed_policy,),
            ),
            preserve=props.preserve,
            existing=props.existing or props.self_managed,
            look_up=not props.self_managed,
        )
        self._kind = kind

    def allow_key(self, scope: Construct, id: str, *, key_arn: str) -> Dependables:
        """Let the driver's role use a KMS key, and return what to wait for before a volume is encrypted with it.

        Does nothing if this stack creates no role: then its owner has to grant the permissions.
        Source: aws-ebs-csi-driver, "example-iam-policy", statements on KMS.

        Args:
            scope: scope that needs the key; the policy is created and removed with it.
            id: id of the policy in the scope.
            key_arn: ARN of the key.
        """
        if self.role is None:
            return []
        from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

        policy = policy_json(_use_of(key_arn))
        return [IamRolePolicy(scope, id, name_prefix=f"{self._kind.storage}-key-", role=self.role.name, policy=policy)]


def _use_of(key: str) -> dict[str, Any]:
    """Return a policy for using a key, with grants only for AWS resources, such as an EC2 instance that a volume is attached to."""
    grants = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
    use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": grants, "Resource": key, "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}},
            {"Effect": "Allow", "Action": use, "Resource": key},
        ],
    }
