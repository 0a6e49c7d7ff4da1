"""Chart values for users' homes and shared directories."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.storage.home_names import home_path
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.storage.home_storage import NOTEBOOK_GID, NOTEBOOK_UID, HomeStorageConfig


def home_values(config: HomeStorageConfig, version: ChartVersion) -> dict[str, Any]:
    """Return the values with which each server mounts its user's home and the shared directories.

    Args:
        config: the storage of the homes.
        version: the chart's version.
    """
    storage: dict[str, Any] = {}
    if template := config.claim_template:
        storage = {"type": "dynamic", "capacity": template.capacity, "dynamic": {"storageClass": template.storage_class}}
    elif config.shared_claim:
        storage = {"type": "static", "static": {"pvcName": config.shared_claim, "subPath": home_path(version)}}
    if mounts := config.shared_mounts:
        # Lists, which every chart version accepts; from 4.3.0 on it also accepts mappings.
        storage["extraVolumes"] = [{"name": mount.name, "persistentVolumeClaim": {"claimName": mount.claim}} for mount in mounts]
        storage["extraVolumeMounts"] = [
            {"name": mount.name, "mountPath": mount.mount_path, **({"readOnly": True} if mount.read_only else {})} for mount in mounts
        ]
    return {"singleuser": {"storage": storage, **_identity(config.posix_user)}, **(_quick_mount() if config.claim_template else {})}


def _quick_mount() -> dict[str, Any]:
    """Change the group of a volume's files only if its root directory has another; otherwise each start of a large home takes minutes.

    Sources: Kubernetes, "Configure volume permission and ownership change policy for Pods"; KubeSpawner, ``pod_security_context``, which
    is added to the group that the chart sets.
    """
    return {"hub": {"config": {"KubeSpawner": {"pod_security_context": {"fsGroupChangePolicy": "OnRootMismatch"}}}}}


def _identity(owner: tuple[int, int] | None) -> dict[str, int]:
    """Return values that run the servers as the owner of the homes, if it isn't the chart's default."""
    if owner is None or owner == (NOTEBOOK_UID, NOTEBOOK_GID):
        return {}
    uid, gid = owner
    return {"uid": uid, "fsGid": gid}
