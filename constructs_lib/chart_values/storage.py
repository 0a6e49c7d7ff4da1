"""Chart values of the users' homes and of the hub's own database."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.storage import EbsConfig, EfsConfig

#: Where a user's home lies on a shared file system. Source: EKS Blueprints' JupyterHub add-on.
HOME_PATH = "home/{username}"


def ebs_values(config: EbsConfig) -> dict[str, Any]:
    """Give each user a volume of the class, and the hub one for its database."""
    return {
        "singleuser": {"storage": {"type": "dynamic", "capacity": config.capacity, "dynamic": {"storageClass": config.storage_class}}},
        "hub": {"db": {"type": "sqlite-pvc", "pvc": {"storageClassName": config.storage_class}}},
    }


def efs_values(config: EfsConfig, *, database_class: str) -> dict[str, Any]:
    """Mount each user's home from the one claim, and the hub's database from a volume of ``database_class``."""
    return {
        "singleuser": {"storage": {"type": "static", "static": {"pvcName": config.pvc_name, "subPath": HOME_PATH}}},
        "hub": {"db": {"type": "sqlite-pvc", "pvc": {"storageClassName": database_class}}},
    }
