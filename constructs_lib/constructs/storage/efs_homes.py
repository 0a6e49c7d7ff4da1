"""The homes of one hub's users, their shared directories, and the hub's own database, on one EFS file system."""

from __future__ import annotations

import hashlib

from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite, SharedDatabase
from constructs_lib.constructs.storage.database_alone import alone
from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem
from constructs_lib.constructs.storage.efs_file_system_policy import EfsFileSystemPolicy
from constructs_lib.constructs.storage.efs_mount_targets import EfsMountTargets
from constructs_lib.constructs.storage.efs_remembered import remembered_file_system
from constructs_lib.constructs.storage.efs_volume import EFS_DRIVER, EfsVolume
from constructs_lib.models.output import Output
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.terraform.dependencies import Dependables

#: Source: Kubernetes, "Object Names and IDs", DNS subdomain names.
_LONGEST_NAME = 253

#: User and group of the hub's container. Source: JupyterHub chart, ``hub.containerSecurityContext``.
_HUB_UID, _HUB_GID = 1000, 1000


def cluster_wide_name(unique_name: str, claim: str) -> str:
    """Return the name of a claim's volume; a name that is too long is truncated and ends with its hash."""
    name = f"{unique_name}.{claim}"
    return (
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9].rstrip('.-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    )


class EfsHomes(HomeStorage):
    """A new or existing file system, with the claims on its homes and shared directories, and a volume for the hub's database.

    Destroy removes the claims and volumes first, then takes a final backup with SNAPSHOT, then removes the mount targets and the file
    system.

    Args:
        config: file system, claim, capacity, removal policy.
        site: the hub. A volume for its database is created and claimed if it is on EFS.
    """

    def __init__(self, scope: Construct, id: str, *, config: EfsConfig, site: HubSite) -> None:
        super().__init__(scope, id)
        self._site, self._config = site, config
        self._owner = (0, 0) if site.runs_as_root else (config.access_point.uid, config.access_point.gid)

        #: Id of the file system.
        self.file_system_id: str
        #: Wait for these before mounting.
        self._mountable: Dependables
        self.file_system_id, self._mountable = self._file_system()
        self._replaced_with: list[str] = []
        if site.database.efs:
            made = config.existing_file_system_id is None
            fixed = config.existing_file_system_id or self.file_system_id
            self.shared_database = SharedDatabase(file_system_id=fixed, made=made, path=site.database.path, namespace=site.namespace.text)
        self.database_class = f"{site.unique_name}-hub-db"  # no claim's volume has this name: those contain a dot
        self.ready = [*self._claims(), *(self._database() if site.database.efs else ()), *self._mountable]
        self.replaced_with = self._replaced_with
        self.remembered = remembered_file_system(config, self.file_system_id)
        self.outputs = {"file_system_id": Output(value=self.file_system_id, description="Id of the EFS file system with the homes")}

    def _file_system(self) -> tuple[str, Dependables]:
        """Create or look up the file system, with its mount targets; return its id and what to wait for before mounting."""
        config, driver_ready = self._config, self._site.driver_ready
        if config.existing_file_system_id:
            file_system_id = self._existing(config.existing_file_system_id)
            return file_system_id, [*(self._targets(file_system_id).ready if config.create_mount_targets else ()), *driver_ready]
        made = EfsFileSystem(self, "FileSystem", name=self._site.unique_name, config=config, supports_forget=self._site.supports_forget)
        policy = self._policy(made)
        self.retained = [*made.retained, *policy.retained]
        targets = self._targets(made.file_system_id).ready
        backup = self._final_backup(made, targets) if config.removal_policy is RemovalPolicy.SNAPSHOT else ()
        return made.file_system_id, [*targets, *driver_ready, *policy.ready, *backup]

    def _existing(self, file_system_id: str) -> str:
        """Look up a file system with a data source, so that a missing one fails at plan."""
        # It may be the one that this hub created: no longer in the configuration, it would be deleted with all homes.
        self.removed = [*EfsFileSystem.addresses(self, "FileSystem"), *EfsFileSystemPolicy.addresses(self, "Policy")]
        from cdktf_cdktf_provider_aws.data_aws_efs_file_system import DataAwsEfsFileSystem

        return DataAwsEfsFileSystem(self, "Existing", file_system_id=file_system_id).file_system_id

    def _targets(self, file_system_id: str) -> EfsMountTargets:
        """Create the mount targets, at which the nodes mount the file system."""
        return EfsMountTargets(
            self,
            "MountTargets",
            cluster=self._site.cluster,
            file_system_id=file_system_id,
            name=self._site.unique_name,
            subnet_ids=self._config.subnet_ids,
            client_security_groups=self._config.client_security_groups,
        )

    def _final_backup(self, made: EfsFileSystem, targets: Dependables) -> Dependables:
        """Back up the file system before a destroy deletes it; the AWS CLI does so."""
        from constructs_lib.constructs.storage.efs_final_backup import EfsFinalBackup

        self.prerequisites = [
            Prerequisite(
                kind=PrerequisiteKind.PROGRAM,
                name="aws",
                description="the AWS CLI (aws) where Terraform runs; removal_policy: SNAPSHOT takes the final backup with it",
            )
        ]
        return EfsFinalBackup(
            self,
            "FinalBackup",
            cluster=self._site.cluster,
            file_system_id=made.file_system_id,
            file_system_arn=made.arn,
            vault=self._config.backup_vault,
            time_limit=self._config.final_backup_timeout,
            depends_on=[*targets, *made.ready],
        ).ready

    def _policy(self, made: EfsFileSystem) -> EfsFileSystemPolicy:
        """Allow mounting the file system only through access points; as root only if servers run as root."""
        return EfsFileSystemPolicy(
            self,
            "Policy",
            file_system_id=made.file_system_id,
            file_system_arn=made.arn,
            allow_root=self._site.runs_as_root,
            keep=self._config.removal_policy is RemovalPolicy.RETAIN,
            supports_forget=self._site.supports_forget,
        )

    def _claims(self) -> Dependables:
        """Claim the homes and the shared directories, each with its own volume."""
        config = self._config
        storage_class = StorageClassV1(
            self,
            "StorageClass",
            metadata=StorageClassV1Metadata(name=f"{self._site.unique_name}-efs"),
            storage_provisioner=EFS_DRIVER,
            reclaim_policy="Retain",
        )
        class_name = storage_class.metadata.name
        wanted = {"Homes": (config.pvc_name, config.access_point.path)} | {
            f"Shared-{directory.name}": (config.claim_on(directory), directory.directory) for directory in config.shared_directories
        }
        claims: list[Dependables] = []
        for id_, (claim, path) in wanted.items():
            directory = self._directory(id_, path, self._owner)
            volume = EfsVolume(
                self,
                f"{id_}Volume",
                name=cluster_wide_name(self._site.unique_name, claim),
                directory=directory,
                storage_class=class_name,
                capacity=config.capacity,
                depends_on=self._mountable,
            )
            self._replaced_with.append(directory.replace_trigger)
            claims.append(volume.claim(name=claim, namespace=self._site.namespace.name))
        return [resource for group in claims for resource in group]

    def _database(self) -> Dependables:
        """Claim a volume of a separate class for the database, under the chart's name."""
        database, claim = self._site.database, self._site.database_claim
        directory = self._directory("Database", database.path, (_HUB_UID, _HUB_GID))
        directory.require(preconditions=alone(self.shared_database, self._site.other_databases))
        volume = EfsVolume(
            self,
            "DatabaseVolume",
            name=self.database_class,
            directory=directory,
            storage_class=self.database_class,
            capacity=database.capacity,
            access_mode="ReadWriteOnce",
            depends_on=self._mountable,
        )
        return volume.claim_for_helm(
            name=claim.name, namespace=self._site.namespace.name, labels=claim.labels, annotations=claim.annotations
        )

    def _directory(self, id_: str, path: str, owner: tuple[int, int]) -> EfsAccessPoint:
        return EfsAccessPoint(self, id_, file_system_id=self.file_system_id, path=path, uid=owner[0], gid=owner[1])
