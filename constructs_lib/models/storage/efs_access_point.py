"""Directories on an EFS file system, and the POSIX identity that owns them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import EfsPath
from constructs_lib.models.kinds.kubernetes import DnsLabel, MountPath
from constructs_lib.models.storage.home_storage import NOTEBOOK_GID, NOTEBOOK_UID

#: Largest user or group id of a container. Source: Kubernetes, ``IsValidUserID``; Amazon EFS allows larger ones.
LARGEST_ID = 2_147_483_647


class AccessPointConfig(Model):
    """The directory of all homes, and the POSIX identity that servers use to access it."""

    uid: StrictInt = Field(default=NOTEBOOK_UID, ge=1, le=LARGEST_ID)
    """User id of all files, and of the users' servers."""
    gid: StrictInt = Field(default=NOTEBOOK_GID, ge=1, le=LARGEST_ID)
    """Group id of all files, and of the users' servers."""
    path: EfsPath = "/homes"
    """Directory on the file system; it is created at the first mount if it doesn't exist. / for the file system of an EKS Blueprints hub;
    for a restored file system, the directory into which AWS Backup restored the homes."""


class SharedDirectory(Model):
    """A directory of the file system that all users' servers mount."""

    name: Annotated[DnsLabel, Field(max_length=50)]
    """Name of the directory; part of the name of its claim."""
    mount_path: MountPath
    """Where it is mounted in the servers, for example /home/jovyan/shared."""
    read_only: StrictBool = False
    """Mount it read-only for all users."""
    path: EfsPath | None = None
    """Directory on the file system; it is created at the first mount if it doesn't exist. Default: /shared/ and its name."""

    @property
    def directory(self) -> str:
        """The directory on the file system, including the default."""
        return self.path or f"/shared/{self.name}"
