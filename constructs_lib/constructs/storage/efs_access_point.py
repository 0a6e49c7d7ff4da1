"""EFS access points: one directory of a file system for one POSIX user."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import Precondition, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.efs_access_point import (
    EfsAccessPoint as EfsAccessPointResource,
)
from cdktf_cdktf_provider_aws.efs_access_point import (
    EfsAccessPointPosixUser,
    EfsAccessPointRootDirectory,
    EfsAccessPointRootDirectoryCreationInfo,
)
from constructs import Construct

from constructs_lib.terraform.address import address
from constructs_lib.terraform.dependencies import Dependables


class EfsAccessPoint(Construct):
    """A directory of a file system that is created on the first mount and owned by one POSIX user.

    Every client that mounts it acts as that user, so a notebook that doesn't run as root can write from the first login.
    Source: Amazon EFS user guide, "Working with Amazon EFS access points".

    Args:
        file_system_id: the file system.
        path: absolute path on it.
        uid: owner of the directory and of everything written to it.
        gid: its group.
    """

    def __init__(self, scope: Construct, id: str, *, file_system_id: str, path: str, uid: int, gid: int) -> None:
        super().__init__(scope, id)

        point = EfsAccessPointResource(
            self,
            "Resource",
            file_system_id=file_system_id,
            posix_user=EfsAccessPointPosixUser(uid=uid, gid=gid),
            root_directory=EfsAccessPointRootDirectory(
                path=path, creation_info=EfsAccessPointRootDirectoryCreationInfo(owner_uid=uid, owner_gid=gid, permissions="0770")
            ),
        )

        self._point = point
        #: The handle for a volume of the EFS CSI driver: file system and access point.
        self.volume_handle = f"{file_system_id}::{point.id}"
        #: Address of the attribute that changes when the directory is replaced, for ``replace_triggered_by``.
        self.replace_trigger = f"{address(point)}.id"
        #: Wait for these before mounting.
        self.ready: Dependables = [point]

    def require(self, *, preconditions: Sequence[Precondition]) -> None:
        """Fail the plan unless all preconditions hold."""
        if preconditions:
            self._point.lifecycle = TerraformResourceLifecycle(precondition=list(preconditions))
