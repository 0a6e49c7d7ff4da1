"""Hub files for the tests of storage, as data."""

from __future__ import annotations

from typing import Any

from tests.conftest import hub_file

#: A key in AWS KMS.
KEY = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def efs_hub(
    *, removal_policy: str = "DESTROY", hub: dict[str, Any] | None = None, file: dict[str, Any] | None = None, **efs: Any
) -> dict[str, Any]:
    """Return a file with one hub on EFS; ``hub`` and ``file`` are additional keys of those."""
    config = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": removal_policy, **efs}
    settings = {"service_type": "cluster_ip", "efs_config": config, **(hub or {})}
    return hub_file({"efs_csi_driver": {}}, {"jupyterhub": settings}, **(file or {}))


def ebs_hub(
    storage_class: Any = "gp3", *, driver: dict[str, Any] | None = None, file: dict[str, Any] | None = None, **hub: Any
) -> dict[str, Any]:
    """Return a file with one hub on EBS; ``hub`` and ``file`` are additional keys of those."""
    settings = {"service_type": "cluster_ip", "ebs_config": {"storage_class": storage_class, "capacity": "10Gi"}, **hub}
    return hub_file({"ebs_csi_driver": driver or {}}, {"jupyterhub": settings}, **(file or {}))
