"""An EFS file system, with its key, its daily backup, and its removal policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.efs_backup_policy import EfsBackupPolicy, EfsBackupPolicyBackupPolicy
from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystem as EfsFileSystemResource
from cdktf_cdktf_provider_aws.efs_file_system import EfsFileSystemLifecyclePolicy
from constructs import Construct

from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.terraform.address import address, former_address
from constructs_lib.terraform.dependencies import Dependables
from constructs_lib.terraform.lifecycle import keep_on_destroy
from constructs_lib.terraform.replacement_guard import ReplacementGuard
from constructs_lib.terraform.terraform_data import TerraformData

if TYPE_CHECKING:
    from constructs_lib.constructs.storage.kms_key import KmsKey


class EfsFileSystem(Construct):
    """A file system. With RETAIN it is kept when the stack is destroyed, together with its backup and its key.

    Args:
        name: the Name tag.
        config: encryption, throughput, backup, removal policy.
        supports_forget: whether the command line can keep a resource on destroy (Terraform 1.16, OpenTofu 1.12).
    """

    def __init__(self, scope: Construct, id: str, *, name: str, config: EfsConfig, supports_forget: bool) -> None:
        super().__init__(scope, id)

        key = self._key(name) if config.create_kms_key else None
        preconditions = None if config.allow_replacement else self._guard(config)
        file_system = EfsFileSystemResource(
            self,
            "Resource",
            encrypted=config.encrypted,
            kms_key_id=key.arn if key else config.kms_key_id,
            performance_mode=config.performance_mode.value,
            throughput_mode=config.throughput_mode.value,
            provisioned_throughput_in_mibps=config.provisioned_throughput,
            lifecycle_policy=[EfsFileSystemLifecyclePolicy(transition_to_ia=config.transition_to_ia)] if config.transition_to_ia else None,
            tags={"Name": name},
            lifecycle=TerraformResourceLifecycle(precondition=preconditions) if preconditions else None,
        )
        #: Id of the file system.
        self.file_system_id = file_system.id
        policy = EfsBackupPolicy(
            self,
            "Backup",
            file_system_id=self.file_system_id,
            backup_policy=EfsBackupPolicyBackupPolicy(status="ENABLED" if config.backup else "DISABLED"),
        )
        # For tools that compare the state with a hub file that no longer has the file system.
        TerraformData(self, "RemovalPolicy", input={"file_system": self.file_system_id, "policy": config.removal_policy.name})
        kept = (file_system, policy, *([key.resource] if key else ())) if config.removal_policy is RemovalPolicy.RETAIN else ()
        for resource in kept:
            keep_on_destroy(resource, supports_forget=supports_forget)

        #: The daily backup of the file system.
        self.ready: Dependables = [policy]
        #: Addresses that a destroy keeps.
        self.retained = [address(resource) for resource in kept]
        #: ARN of the file system.
        self.arn = file_system.arn

    @staticmethod
    def addresses(scope: Construct, id: str) -> list[str]:
        """Return the addresses of a file system with this id that hold or protect data, for the case that it is no longer created."""
        place = Construct(scope, id)
        return [
            former_address(place, "Resource", "aws_efs_file_system"),
            former_address(place, "Backup", "aws_efs_backup_policy"),
            former_address(Construct(place, "Key"), "Resource", "aws_kms_key"),
        ]

    def _key(self, name: str) -> KmsKey:
        from constructs_lib.constructs.storage.kms_key import KmsKey

        return KmsKey(self, "Key", description=f"EFS file system {name}")

    def _guard(self, config: EfsConfig) -> Any:
        guard = ReplacementGuard(
            self,
            "MadeWith",
            what="the file system",
            settings={
                "encrypted": str(config.encrypted).lower(),
                "kms_key_id": config.kms_key_id or ("made by create_kms_key" if config.create_kms_key else "the account's own key"),
                "performance_mode": config.performance_mode.value,
            },
            fix="Restore the old value, or copy the homes elsewhere and set allow_replacement: true",
        )
        return guard.preconditions
