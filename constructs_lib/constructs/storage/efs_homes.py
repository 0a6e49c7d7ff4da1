"""The homes of one hub's users, what they share, and the hub's own database, on one EFS file system."""

from __future__ import annotations

import hashlib

from cdktf_cdktf_provider_aws.data_aws_efs_file_system import DataAwsEfsFileSystem
from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct

from constructs_lib.chart_values.storage.database_claim import DatabaseClaim
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.jupyterhub.namespace import HubNamespace
from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
from constructs_lib.constructs.storage.efs_file_system import EfsFileSystem
from constructs_lib.constructs.storage.efs_final_backup import EfsFinalBackup
from constructs_lib.constructs.storage.efs_mount_targets import EfsMountTargets
from constructs_lib.constructs.storage.efs_volume import EFS_DRIVER, EfsVolume
from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy, shared_claim
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from constructs_lib.terraform.dependencies import Dependables

#: Source: Kubernetes, "Object Names and IDs", DNS subdomain names.
_LONGEST_NAME = 253

#: User and group of the hub's container. Source: JupyterHub chart, ``hub.containerSecurityContext``.
_HUB_UID, _HUB_GID = 1000, 1000


def cluster_wide_name(unique_name: str, claim: str) -> str:
    """Name the volume of a claim; a name that would be too long ends in a hash of the whole instead."""
    name = f"{unique_name}.{claim}"
    return (
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9].rstrip('.-')}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    )


class EfsHomes(Construct):
    """A file system, made or found, with the claims on its homes and shared directories, and a volume for the hub's database.

    On destroy the claims and volumes go first, then, with SNAPSHOT, a last backup is taken, then the ways in and the file system go.

    Args:
        cluster: whose nodes mount it.
        config: file system, claim, capacity, removal policy.
        database: where the hub keeps its database; a volume for it is made and claimed if that is on EFS.
        database_claim: what the chart calls its claim on that volume, and how Helm knows it.
        unique_name: a name that no other hub on the cluster has; cluster-wide names derive from it.
        namespace: the hub's namespace.
        driver_ready: the EFS CSI driver.
        supports_forget: whether the command line can leave a resource behind (Terraform 1.16, OpenTofu 1.12).
        as_root: users' servers run as root, so their files are root's. Default: as the access point says.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        config: EfsConfig,
        database: HubDatabaseConfig,
        database_claim: DatabaseClaim,
        unique_name: str,
        namespace: HubNamespace,
        driver_ready: Dependables,
        supports_forget: bool,
        as_root: bool = False,
    ) -> None:
        super().__init__(scope, id)
        self._unique_name, self._namespace, self._config = unique_name, namespace, config
        self._owner = (0, 0) if as_root else (config.access_point.uid, config.access_point.gid)

        #: Addresses of a file system that this hub may have made before it was told to use an existing one: they are forgotten.
        self.forgotten: list[str] = []
        #: Id of the file system.
        self.file_system_id: str
        #: Wait for these before mounting.
        self._mountable: Dependables
        self.file_system_id, self._mountable = self._file_system(cluster, driver_ready, supports_forget)
        #: Addresses of what changes when a claimed directory becomes another, for ``replace_triggered_by``.
        self.claimed: list[str] = []
        #: Storage class that only the volume of the hub's database has.
        self.database_class = f"{unique_name}-hub-db"  # no claim's volume has it: those join by a dot
        #: Wait for these before a server mounts a home. On destroy the claims among them wait for the servers to end.
        self.ready: Dependables = [
            *self._claims(),
            *(self._database(database, database_claim) if database.efs else ()),
            *self._mountable,
        ]

    def _file_system(self, cluster: ExistingCluster, driver_ready: Dependables, forgets: bool) -> tuple[str, Dependables]:  # noqa: FBT001
        """Make the file system or find it, with the ways in; give its id and what to wait for before mounting."""
        config, name = self._config, self._unique_name
        if config.existing_file_system_id:
            # It may be the one that this hub has made: written down no longer, it would be deleted with all homes.
            self.forgotten = EfsFileSystem.addresses(self, "FileSystem")
            # By data source, so that a missing one fails at plan.
            file_system_id = DataAwsEfsFileSystem(self, "Existing", file_system_id=config.existing_file_system_id).file_system_id
            if not config.create_mount_targets:
                return file_system_id, driver_ready
        else:
            made = EfsFileSystem(self, "FileSystem", name=name, config=config, supports_forget=forgets)
            file_system_id = made.file_system_id
        targets = EfsMountTargets(
            self, "MountTargets", cluster=cluster, file_system_id=file_system_id, name=name, subnet_ids=config.subnet_ids
        )
        mountable = [*targets.ready, *driver_ready]
        if config.removal_policy is RemovalPolicy.SNAPSHOT and not config.existing_file_system_id:
            backup = EfsFinalBackup(
                self,
                "FinalBackup",
                cluster=cluster,
                file_system_id=file_system_id,
                file_system_arn=made.arn,
                vault=config.backup_vault,
                time_limit=config.final_backup_timeout,
                depends_on=[*targets.ready, *made.ready],
            )
            mountable += backup.ready
        return file_system_id, mountable

    def _claims(self) -> Dependables:
        """Claim the homes and the shared directories, each by a volume of its own."""
        config = self._config
        storage_class = StorageClassV1(
            self,
            "StorageClass",
            metadata=StorageClassV1Metadata(name=f"{self._unique_name}-efs"),
            storage_provisioner=EFS_DRIVER,
            reclaim_policy="Retain",
        )
        wanted = {"Homes": (config.pvc_name, config.access_point.path)} | {
            f"Shared-{directory.name}": (shared_claim(config, directory), directory.path or f"/shared/{directory.name}")
            for directory in config.shared_directories
        }
        claims: list[Dependables] = []
        for id_, (claim, path) in wanted.items():
            directory = self._directory(id_, path, self._owner)
            volume = EfsVolume(
                self,
                f"{id_}Volume",
                name=cluster_wide_name(self._unique_name, claim),
                directory=directory,
                storage_class=storage_class.metadata.name,
                capacity=config.capacity,
                depends_on=self._mountable,
            )
            self.claimed.append(directory.replace_trigger)
            claims.append(volume.claim(name=claim, namespace=self._namespace.name))
        return [resource for group in claims for resource in group]

    def _database(self, database: HubDatabaseConfig, claim: DatabaseClaim) -> Dependables:
        """Claim a volume of a class of its own for the database, under the chart's name."""
        directory = self._directory("Database", database.path, (_HUB_UID, _HUB_GID))
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
        return volume.claim_for_helm(name=claim.name, namespace=self._namespace.name, labels=claim.labels, annotations=claim.annotations)

    def _directory(self, id_: str, path: str, owner: tuple[int, int]) -> EfsAccessPoint:
        return EfsAccessPoint(self, id_, file_system_id=self.file_system_id, path=path, uid=owner[0], gid=owner[1])
