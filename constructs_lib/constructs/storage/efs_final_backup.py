"""A final backup of an EFS file system, taken by the destroy that deletes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cdktf import Fn, LocalExecProvisioner, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.iam_names import LONGEST_ROLE_PREFIX
from constructs_lib.constructs.storage.backup_role import Statement, backup_policy, backup_role
from constructs_lib.terraform.dependencies import Dependables, waits_for
from constructs_lib.terraform.escape import literal
from constructs_lib.terraform.policy_json import policy_json
from constructs_lib.terraform.terraform_data import TerraformData

#: The backup script, for a POSIX shell.
SCRIPT = Path(__file__).with_suffix(".sh")
#: Suffix of the role's name, after the stack's.
_PURPOSE = "-final-backup-"


class EfsFinalBackup(Construct):
    """A destroy-time step: a recovery point of the file system has to be complete before the file system is deleted.

    EFS has no final snapshots, so AWS Backup takes it. The vault isn't part of the stack: it outlives it, and Terraform couldn't
    delete it with recovery points anyway. If the backup fails or takes too long, the destroy stops, and nothing is lost.

    Args:
        cluster: the cluster; the AWS CLI uses its Region and role.
        file_system_id: the file system; it is also backed up before a replacement.
        file_system_arn: its ARN.
        vault: name of the vault; it is created if it doesn't exist.
        time_limit: seconds that the backup may take.
        depends_on: what must exist while the backup is taken, and stay if it fails: the mount targets of the file system, its daily
            backup.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        file_system_id: str,
        file_system_arn: str,
        vault: str,
        time_limit: int,
        depends_on: Dependables,
    ) -> None:
        super().__init__(scope, id)
        role, permitted = self._role(file_system_arn, region=cluster.region, vault=vault)

        # A destroy-time step may only refer to itself, so its settings are its input.
        settings = {
            "AWS_REGION": cluster.region,
            "ASSUME_ROLE_ARN": cluster.assume_role_arn or "",
            "BACKUP_ROLE_ARN": role.arn,
            "BACKUP_VAULT": vault,
            "FILE_SYSTEM_ARN": file_system_arn,
            "TIME_LIMIT": str(time_limit),
        }
        step = TerraformData(
            self,
            "Resource",
            input=settings,
            triggers_replace={"file_system": file_system_id},
            provisioners=[_on_destroy(settings)],
            depends_on=waits_for([permitted], depends_on),
        )

        # Hides the command itself in the output; CDKTF has no keyword for it.
        step.add_override("provisioner.0.local-exec.quiet", value=True)

        #: Wait for these before anything writes to the file system, so that nothing writes while the backup is taken.
        self.ready: Dependables = [step]

    def _role(self, file_system_arn: str, *, region: str, vault: str) -> tuple[IamRole, IamRolePolicy]:
        """Create the role that takes the backup, and its permissions."""
        partition, account = (Fn.element(Fn.split(":", file_system_arn), part) for part in (1, 4))
        role = backup_role(
            self,
            name_prefix=f"{TerraformStack.of(self).node.id[: LONGEST_ROLE_PREFIX - len(_PURPOSE)]}{_PURPOSE}",
            description="For AWS Backup, to take the final backup of the homes",
            account=account,
        )
        permissions = _permissions(
            file_system_arn,
            backup=f"arn:{partition}:backup:{region}:{account}",
            keys=f"arn:{partition}:kms:{region}:*:key/*",
            vault=vault,
        )
        return role, IamRolePolicy(self, "Permissions", name_prefix="backup-", role=role.name, policy=policy_json(permissions))


def _permissions(file_system_arn: str, *, backup: str, keys: str, vault: str) -> dict[str, Any]:
    """Return a policy for backups of one file system to one vault.

    These are the statements of AWSBackupServiceRolePolicyForBackup without those of services other than Amazon EFS, and without copies
    of recovery points, each limited to the resources that it needs. Source: AWS managed policy reference, version 30 of that policy.

    Args:
        file_system_arn: the file system.
        backup: prefix of AWS Backup ARNs, up to the account.
        keys: the keys that a vault may be encrypted with, including another account's.
        vault: name of the vault.
    """
    statements: tuple[Statement, ...] = (
        ("FileSystem", ["elasticfilesystem:Backup", "elasticfilesystem:DescribeTags"], file_system_arn, None),
        ("FindByTag", ["tag:GetResources"], "*", None),
        ("Vault", ["backup:DescribeBackupVault"], f"{backup}:backup-vault:{vault}", None),
        ("TagRecoveryPoints", ["backup:TagResource"], f"{backup}:recovery-point:*", None),
        ("DescribeKey", ["kms:DescribeKey"], keys, None),
        ("UseKey", ["kms:CreateGrant"], keys, {"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    )
    return backup_policy(statements)


def _on_destroy(settings: Iterable[str]) -> LocalExecProvisioner:
    """Return the step that runs the script on destroy, with the settings as its environment."""
    return LocalExecProvisioner(
        type="local-exec",
        when="destroy",
        interpreter=["/bin/sh", "-c"],
        # Terraform repeats the command when it fails; a short one keeps the reason visible.
        command='eval "$STEPS"',
        environment={"STEPS": literal(SCRIPT.read_text(encoding="utf-8"))} | {name: f"${{self.input.{name}}}" for name in settings},
    )
