"""Chart values that prevent users' servers from mounting a file system themselves."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.nfs_isolation import BLOCK_NFS, NfsIsolation


def nfs_isolation_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the part of the hub's configuration that blocks NFS; the rules of the network policy are in `network_policy_values`."""
    if hub.isolated_from_nfs_by is NfsIsolation.IPTABLES:
        return {"hub": {"extraConfig": {BLOCK_NFS: extra_config("block_nfs", settings="singleuser.networkTools")}}}
    return {}
