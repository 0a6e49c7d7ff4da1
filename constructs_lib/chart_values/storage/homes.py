"""Chart values of the users' homes and of the directories that they share."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import NOTEBOOK_GID, NOTEBOOK_UID, AccessPointConfig, EfsConfig, SharedDirectory, shared_claim

#: Where a user's home lies on a shared file system. Source: EKS Blueprints' JupyterHub add-on.
HOME_PATH = "home/{username}"


def ebs_values(config: EbsConfig) -> dict[str, Any]:
    """Give each user a volume of the class."""
    storage = {"type": "dynamic", "capacity": config.capacity, "dynamic": {"storageClass": config.class_name}}
    return {"singleuser": {"storage": storage}}


def efs_values(config: EfsConfig) -> dict[str, Any]:
    """Mount each user's home from the one claim, and the shared directories from claims of their own."""
    storage: dict[str, Any] = {"type": "static", "static": {"pvcName": config.pvc_name, "subPath": HOME_PATH}}
    if config.shared_directories:
        # Lists, which every line of the chart takes; its line 4.x also takes mappings.
        storage["extraVolumes"] = [
            {"name": _volume_name(directory), "persistentVolumeClaim": {"claimName": shared_claim(config, directory)}}
            for directory in config.shared_directories
        ]
        storage["extraVolumeMounts"] = [
            {"name": _volume_name(directory), "mountPath": directory.mount_path, **({"readOnly": True} if directory.read_only else {})}
            for directory in config.shared_directories
        ]
    return {"singleuser": {"storage": storage, **_identity(config.access_point)}}


def _volume_name(directory: SharedDirectory) -> str:
    return f"shared-{directory.name}"


def _identity(point: AccessPointConfig) -> dict[str, int]:
    """Run the servers as the owner of the homes, where that isn't the chart's own default."""
    if (point.uid, point.gid) == (NOTEBOOK_UID, NOTEBOOK_GID):
        return {}
    return {"uid": point.uid, "fsGid": point.gid}
