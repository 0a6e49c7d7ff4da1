"""How servers are kept from the file system: the storage's default, and the setting that overrides it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.nfs_isolation import nfs_isolation_warnings

_EFS = {"efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}}
_CLAIM = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": "in_memory"}
_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({"service_type": "cluster_ip", **settings})


@pytest.mark.parametrize(("storage", "isolation"), [(_EFS, "iptables"), (_CLAIM, "iptables"), (_EBS, "none")])
def test_default_depends_on_the_storage(storage: dict[str, Any], isolation: str) -> None:
    """If all homes are on one file system, servers can't mount it."""
    assert isolation == _hub(**storage).isolated_from_nfs_by


def test_set_in_any_case() -> None:
    """The setting overrides the default, also on EBS, where other hubs of the cluster may have a file system."""
    assert "none" == _hub(**_EFS, nfs_isolation="None").isolated_from_nfs_by
    assert "iptables" == _hub(**_EBS, nfs_isolation="IPTABLES").isolated_from_nfs_by


@pytest.mark.parametrize("storage", [_EFS, _CLAIM])
def test_none_is_a_warning(storage: dict[str, Any]) -> None:
    """Each time: all homes are accessible."""
    assert any("which exposes all homes to all users" in warning for warning in _hub(**storage, nfs_isolation="none").warnings())


def test_none_needs_no_warning_on_ebs() -> None:
    """Each user has a volume there; and an isolated hub gets no warning."""
    for hub in (_hub(**_EBS), _hub(**_EBS, nfs_isolation="none"), _hub(**_EFS), _hub(**_EFS, nfs_isolation="network_policy")):
        assert [] == list(nfs_isolation_warnings(hub))
