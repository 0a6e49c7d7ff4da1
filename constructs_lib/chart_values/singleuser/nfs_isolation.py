"""Chart values that keep the users' servers from mounting a file system themselves."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.chart_version import EGRESS_ALLOW_RULES
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.nfs_isolation import BLOCK_NFS, DNS_OF_THE_VPC, INTERNET_ONLY, NfsIsolation


def nfs_isolation_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the values of ``nfs_isolation``: a part of the hub's configuration, or rules of the chart's network policy."""
    isolation = hub.isolated_from_nfs_by
    if isolation is NfsIsolation.IPTABLES:
        return {"hub": {"extraConfig": {BLOCK_NFS: extra_config("block_nfs", settings="singleuser.networkTools")}}}
    if isolation is NfsIsolation.NETWORK_POLICY:
        return {"singleuser": {"networkPolicy": _network_policy(by_flags=hub.chart_version.has(EGRESS_ALLOW_RULES))}}
    return {}


def _network_policy(*, by_flags: bool) -> dict[str, Any]:
    """Allow the internet, and of the addresses that a VPC may have only DNS.

    The chart's own rule ``nonPrivateIPs`` allows 100.64.0.0/10 and 198.18.0.0/15, from which pods and file systems of a VPC get
    addresses too. Source: Amazon EKS best practices guide, "Custom Networking".
    """
    policy: dict[str, Any] = {"enabled": True, "egress": [INTERNET_ONLY, DNS_OF_THE_VPC]}
    return {**policy, "egressAllowRules": {"nonPrivateIPs": False}} if by_flags else policy
