"""The homes of one hub's users, and the hub's own database, on one EFS file system."""

from __future__ import annotations

from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables
from constructs_lib.constructs.efs_directory import EfsDirectory
from constructs_lib.constructs.efs_file_system import EfsFileSystem
from constructs_lib.constructs.efs_volume import EFS_DRIVER, EfsVolume
from constructs_lib.constructs.existing_cluster import ExistingCluster
from constructs_lib.constructs.hub_namespace import HubNamespace
from constructs_lib.models.storage import EfsConfig

_HOMES = "/homes"
_DATABASE = "/hub-database"
#: User and group of the Docker Stacks images. Source: docker-stacks, ``NB_UID`` and ``NB_GID``.
_NOTEBOOK_UID, _NOTEBOOK_GID = 1000, 100
#: User and group of the hub's container. Source: JupyterHub chart, ``hub.containerSecurityContext``.
_HUB_UID, _HUB_GID = 1000, 1000
#: The chart's own default size of the hub's database volume.
_DATABASE_CAPACITY = "1Gi"


class EfsHome(Construct):
    """A file system, the claim on its homes in the hub's namespace, and the volume for the hub's database.

    Args:
        cluster: whose nodes mount it.
        config: claim, capacity, removal policy.
        unique_name: a name that no other hub on the cluster has; cluster-wide names derive from it.
        namespace: the hub's namespace.
        driver_ready: the EFS CSI driver.
        as_root: users' servers run as root, so their files are root's. Default: uid 1000, gid 100.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: ExistingCluster,
        config: EfsConfig,
        unique_name: str,
        namespace: HubNamespace,
        driver_ready: Dependables,
        as_root: bool = False,
    ) -> None:
        super().__init__(scope, id)
        uid, gid = (0, 0) if as_root else (_NOTEBOOK_UID, _NOTEBOOK_GID)

        file_system = EfsFileSystem(self, "FileSystem", cluster=cluster, name=unique_name, removal_policy=config.removal_policy)
        mountable = [*file_system.mount_targets_available, *driver_ready]
        storage_class = StorageClassV1(
            self,
            "StorageClass",
            metadata=StorageClassV1Metadata(name=f"{unique_name}-efs"),
            storage_provisioner=EFS_DRIVER,
            reclaim_policy="Retain",
        )
        homes = EfsDirectory(self, "Homes", file_system_id=file_system.file_system_id, path=_HOMES, uid=uid, gid=gid)
        volume = EfsVolume(
            self,
            "HomesVolume",
            name=f"{unique_name}-{config.pvc_name}",
            volume_handle=homes.volume_handle,
            storage_class=storage_class.metadata.name,
            capacity=config.capacity,
            depends_on=mountable,
        )

        #: Id of the file system.
        self.file_system_id = file_system.file_system_id
        #: Storage class that only the volume of the hub's database has.
        self.database_class = f"{unique_name}-hub-db"
        database = self._database(mountable)
        #: Wait for these before a server mounts a home.
        self.available: Dependables = [
            *volume.claim(name=config.pvc_name, namespace=namespace.name),
            *database.available,
            *file_system.mount_targets_available,
        ]

    def _database(self, mountable: Dependables) -> EfsVolume:
        """Make the volume that the chart's own claim for the database binds to, by a class of its own."""
        directory = EfsDirectory(self, "Database", file_system_id=self.file_system_id, path=_DATABASE, uid=_HUB_UID, gid=_HUB_GID)
        return EfsVolume(
            self,
            "DatabaseVolume",
            name=self.database_class,
            volume_handle=directory.volume_handle,
            storage_class=self.database_class,
            capacity=_DATABASE_CAPACITY,
            access_mode="ReadWriteOnce",
            depends_on=mountable,
        )
