"""Who may mount an EFS file system, and how."""

from __future__ import annotations

from typing import Any

from cdktf_cdktf_provider_aws.efs_file_system_policy import EfsFileSystemPolicy as EfsFileSystemPolicyResource
from constructs import Construct

from constructs_lib.terraform.address import address, former_address
from constructs_lib.terraform.dependencies import Dependables
from constructs_lib.terraform.lifecycle import keep_on_destroy
from constructs_lib.terraform.policy_json import policy_json

_MOUNT, _ROOT = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], "elasticfilesystem:ClientRootAccess"


class EfsFileSystemPolicy(Construct):
    """Allows mounting the file system only with TLS and through one of its access points.

    Without a policy any client that reaches a mount target may mount the root of a file system as any user, including root. The EFS
    CSI driver mounts with TLS, without IAM, and here through an access point, so it is an anonymous client that connects through a
    mount target. All access points are allowed, because other stacks may have theirs on the file system: an access point of
    another file system can't be used with it, and creating one requires IAM permissions. IAM permissions of an identity apply in
    addition to the policy: an administrator can mount the root with ``-o tls,iam``.

    AWS checks that the policy doesn't lock out its author; nothing here denies the API's own actions, including backups.
    Sources: Amazon EFS user guide, "Using IAM to control access to file systems", "Working with access points"; aws-efs-csi-driver,
    "Encryption In Transit".

    Args:
        file_system_id: the file system.
        file_system_arn: its ARN.
        allow_root: whether clients may act as root, which access points with the user id 0 require.
        keep: whether it is kept with the file system when the stack is destroyed.
        supports_forget: whether the command line can keep a resource on destroy (Terraform 1.16, OpenTofu 1.12).
    """

    def __init__(
        self, scope: Construct, id: str, *, file_system_id: str, file_system_arn: str, allow_root: bool, keep: bool, supports_forget: bool
    ) -> None:
        super().__init__(scope, id)

        policy = EfsFileSystemPolicyResource(
            self,
            "Resource",
            file_system_id=file_system_id,
            policy=policy_json({"Version": "2012-10-17", "Statement": list(_statements(file_system_arn, allow_root=allow_root))}),
        )
        if keep:
            keep_on_destroy(policy, supports_forget=supports_forget)

        #: Wait for these before mounting.
        self.ready: Dependables = [policy]
        #: Addresses that a destroy keeps.
        self.retained = [address(policy)] if keep else []

    @staticmethod
    def addresses(scope: Construct, id: str) -> list[str]:
        """Return the addresses of a policy with this id, for the case that it is no longer created."""
        return [former_address(Construct(scope, id), "Resource", "aws_efs_file_system_policy")]


def _statements(file_system: str, *, allow_root: bool) -> list[dict[str, Any]]:
    common = {"Principal": {"AWS": "*"}, "Resource": file_system}
    by_access_point = {
        "Bool": {"aws:SecureTransport": "true", "elasticfilesystem:AccessedViaMountTarget": "true"},
        "StringLike": {"elasticfilesystem:AccessPointArn": "arn:*:elasticfilesystem:*:*:access-point/*"},
    }
    return [
        {
            "Sid": "MountThroughAccessPoints",
            "Effect": "Allow",
            **common,
            "Action": [*_MOUNT, _ROOT] if allow_root else _MOUNT,
            "Condition": by_access_point,
        },
        {
            "Sid": "DenyWithoutTls",
            "Effect": "Deny",
            **common,
            "Action": [*_MOUNT, _ROOT],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ]
