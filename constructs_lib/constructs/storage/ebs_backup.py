"""Daily backups of a hub's volumes on EBS."""

from __future__ import annotations

import hashlib
from typing import Any

from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.backup_plan import BackupPlan, BackupPlanRule, BackupPlanRuleLifecycle
from cdktf_cdktf_provider_aws.backup_selection import BackupSelection, BackupSelectionCondition, BackupSelectionConditionStringEquals
from cdktf_cdktf_provider_aws.backup_vault import BackupVault
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from constructs_lib.constructs.iam_names import role_name_prefix
from constructs_lib.constructs.storage.backup_role import Statement, backup_policy, backup_role
from constructs_lib.terraform.address import address, former_address
from constructs_lib.terraform.lifecycle import keep_on_destroy
from constructs_lib.terraform.policy_json import policy_json
from constructs_lib.terraform.terraform_data import TerraformData

#: The tag that the driver sets on each volume that it creates for a claim. Source: aws-ebs-csi-driver, ``pkg/driver/constants.go``
#: (``PVCNamespaceTag``): with the provisioner's ``--extra-create-metadata``, which its Helm chart sets by default.
NAMESPACE_TAG = "kubernetes.io/created-for/pvc/namespace"

#: Like the automatic backups of Amazon EFS. Source: Amazon EFS user guide, "Managing Amazon EFS file system backups".
_RETENTION_DAYS = 35
#: Daily at 5:00 UTC.
_SCHEDULE = "cron(0 5 * * ? *)"
#: Minutes within which a backup has to start; many volumes don't start at once.
_START_WINDOW = 480
#: Minutes within which it has to complete.
_COMPLETION_WINDOW = 10_080

#: Maximum characters of a vault's name, and of its suffix, which distinguishes it from its predecessors. Source: AWS Backup API, ``CreateBackupVault``.
_LONGEST_VAULT, _SUFFIX = 50, 9

#: Resources that a destroy keeps, by the ids of the constructs.
_KEPT = {"Vault": "aws_backup_vault", "Role": "aws_iam_role", "Permissions": "aws_iam_role_policy"}


class EbsBackup(Construct):
    """A daily backup of each volume in a namespace, retained for 35 days, in a vault that outlives the stack.

    Volumes are selected by the tag that the EBS CSI driver sets on them, so those of later users are backed up too. The tag contains
    the namespace but not the cluster, and no tag that every driver sets contains the cluster.

    A vault with backups can't be deleted. AWS Backup deletes an expired backup with the role that created it, so the role stays
    with the vault. Source: AWS Backup API, ``DeleteRecoveryPoint``. Each state creates its own vault: its name has a random suffix.

    Args:
        name: a name that no other hub on the cluster has.
        namespace: the namespace, as text.
        region: Region of the cluster.
        supports_forget: whether the command line can keep a resource on destroy (Terraform 1.16, OpenTofu 1.12).
    """

    def __init__(self, scope: Construct, id: str, *, name: str, namespace: str, region: str, supports_forget: bool) -> None:
        super().__init__(scope, id)
        account, partition = DataAwsCallerIdentity(self, "Account").account_id, DataAwsPartition(self, "Partition").partition

        made = TerraformData(self, "Made", input={"namespace": namespace})
        short = _short(name)
        random = f"${{substr({address(made)}.id, 0, {_SUFFIX - 1})}}"
        role = backup_role(
            self,
            name_prefix=role_name_prefix(TerraformStack.of(self).node.id, "ebs-backup"),
            description="For AWS Backup, to back up the volumes of a hub",
            account=account,
        )
        statements = _permissions(partition=partition, region=region, account=account, namespace=namespace)
        permissions = IamRolePolicy(self, "Permissions", name_prefix="backup-", role=role.name, policy=policy_json(statements))
        # The vault is destroyed first, which AWS rejects as long as it has backups; then the role stays as well.
        vault = BackupVault(self, "Vault", name=f"{short}-{random}", depends_on=[permissions])
        plan = self._daily(short, vault)
        tagged = BackupSelectionConditionStringEquals(key=f"aws:ResourceTag/{NAMESPACE_TAG}", value=namespace)
        BackupSelection(
            self,
            "Volumes",
            name=short,
            plan_id=plan.id,
            iam_role_arn=role.arn,
            resources=[f"arn:{partition}:ec2:*:*:volume/*"],
            condition=[BackupSelectionCondition(string_equals=[tagged])],
            depends_on=[permissions],
        )
        kept = (vault, role, permissions)
        for resource in kept:
            keep_on_destroy(resource, supports_forget=supports_forget)

        #: Addresses that a destroy keeps.
        self.retained = [address(resource) for resource in kept]
        #: Name of the vault.
        self.vault_name = vault.name

    def _daily(self, name: str, vault: BackupVault) -> BackupPlan:
        """Back up daily to the vault."""
        rule = BackupPlanRule(
            rule_name="daily",
            target_vault_name=vault.name,
            schedule=_SCHEDULE,
            start_window=_START_WINDOW,
            completion_window=_COMPLETION_WINDOW,
            lifecycle=BackupPlanRuleLifecycle(delete_after=_RETENTION_DAYS),
        )
        return BackupPlan(self, "Plan", name=name, rule=[rule])

    @staticmethod
    def addresses(scope: Construct, id: str) -> list[str]:
        """Return the addresses that a backup with this id would keep, for the case that it is no longer created."""
        place = Construct(scope, id)
        return [former_address(place, kind, type_) for kind, type_ in _KEPT.items()]


def _short(name: str) -> str:
    """Shorten a name for a vault, a plan and a selection; the hash distinguishes ``a.b-c`` from ``a-b.c``."""
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    room = _LONGEST_VAULT - _SUFFIX - len(digest) - 1
    return f"{name.replace('.', '-')[:room].rstrip('-')}-{digest}"


def _permissions(*, partition: str, region: str, account: str, namespace: str) -> dict[str, Any]:
    """Return a policy for snapshots of one namespace's volumes, and for deleting them when they expire.

    These are the statements of AWSBackupServiceRolePolicyForBackup for Amazon EBS, without copies and archives, each limited to the
    resources that it needs. Source: AWS managed policy reference, version 30 of that policy; Service Authorization Reference, Amazon
    EC2: the describe actions have no resources, and ``CreateSnapshot`` supports the tags of the volume.

    Args:
        partition: partition of the account, for example ``aws``.
        region: Region of the volumes.
        account: id of the account.
        namespace: the namespace of the claims.
    """
    snapshots, backup = f"arn:{partition}:ec2:{region}::snapshot/*", f"arn:{partition}:backup:{region}:{account}"
    keys = f"arn:{partition}:kms:{region}:*:key/*"
    of_backup = {"Null": {"aws:ResourceTag/aws:backup:source-resource": "false"}}
    encrypted = {
        "StringEquals": {"kms:ViaService": [f"ec2.{region}.amazonaws.com", f"ec2.{region}.amazonaws.com.cn"]},
        "ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "aws:ebs:id"},
    }
    describe = ["ec2:DescribeVolumes", "ec2:DescribeSnapshots", "ec2:DescribeTags", "tag:GetResources"]
    key_actions = ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo", "kms:ReEncryptFrom"]
    statements: tuple[Statement, ...] = (
        (
            "SnapshotVolumes",
            ["ec2:CreateSnapshot"],
            f"arn:{partition}:ec2:{region}:{account}:volume/*",
            {"StringEquals": {f"aws:ResourceTag/{NAMESPACE_TAG}": namespace}},
        ),
        ("MakeSnapshots", ["ec2:CreateSnapshot", "ec2:CreateTags"], snapshots, None),
        ("DeleteBackups", ["ec2:DeleteSnapshot"], snapshots, of_backup),
        ("Find", describe, "*", None),
        ("Vault", ["backup:DescribeBackupVault"], f"{backup}:backup-vault:*", None),
        ("TagRecoveryPoints", ["backup:TagResource"], f"{backup}:recovery-point:*", None),
        ("DescribeKey", ["kms:DescribeKey"], keys, None),
        ("GrantKey", ["kms:CreateGrant"], keys, {"Bool": {"kms:GrantIsForAWSResource": "true"}}),
        ("UseKey", key_actions, keys, encrypted),
    )
    return backup_policy(statements)
