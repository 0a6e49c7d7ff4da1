"""How users' servers are kept from mounting the file system of the homes themselves, past its access points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.validators import any_case
from constructs_lib.models.storage.efs_directories import Directory, efs_directories
from constructs_lib.models.storage.settings import HubStorageProps


class NfsIsolation(StrEnum):
    """What keeps users' servers from NFS."""

    #: An init container drops the packets, in the server's own network.
    IPTABLES = "iptables"
    #: The cluster enforces NetworkPolicies, and the chart's allows no address of the VPC.
    NETWORK_POLICY = "network_policy"
    #: Nothing.
    NONE = "none"


#: Any of them, in capitals or not.
AnyCaseNfsIsolation = Annotated[NfsIsolation, any_case(*NfsIsolation)]

#: The part of ``hub.extraConfig`` that blocks NFS. The hub runs the parts in the order of their names: after those that set a hook,
#: before ``zz-owner-of-user-servers``.
BLOCK_NFS = "zz-block-nfs"

#: Addresses that a VPC may have: private ones, and those that Amazon EKS takes for pods.
#: Sources: RFC 1918; Amazon EKS best practices guide, "Custom Networking".
VPC_ADDRESSES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15")

#: A rule of a NetworkPolicy that allows all other addresses but that of the instance metadata.
INTERNET_ONLY: Mapping[str, Any] = {
    "to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [*VPC_ADDRESSES, "169.254.169.254/32"]}}],
}

#: A rule that allows DNS at the addresses of a VPC: chart 2.x has one for private addresses alone.
DNS_OF_THE_VPC: Mapping[str, Any] = {
    "to": [{"ipBlock": {"cidr": cidr}} for cidr in VPC_ADDRESSES],
    "ports": [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")],
}

#: What ``chart_values/storage/homes.py`` writes, as far as it is fixed.
_HOME_PATH = "home/{username}"


class NfsIsolationProps(HelmAddOnProps, HubStorageProps):
    """How servers are kept from the file system."""

    nfs_isolation: AnyCaseNfsIsolation | None = None
    """What keeps users' servers from mounting the file system themselves, past its access points, so that every home would lie open:
    iptables (a privileged init container, block-nfs, drops the ports 2049, 111 and 20048), network_policy (only if the cluster
    enforces NetworkPolicies; Amazon EKS doesn't by default), or none. Default: iptables with efs_config and existing_claim_config,
    none with ebs_config."""

    @property
    def isolated_from_nfs_by(self) -> NfsIsolation:
        """What keeps the servers from NFS, the default by the storage taken into account."""
        return self.nfs_isolation or (NfsIsolation.IPTABLES if _on_one_file_system(self) else NfsIsolation.NONE)

    @property
    def home_path(self) -> str:
        """Path of a home within the directory of all homes, where they share one."""
        return str(self.user_value("singleuser", "storage", "static", "subPath") or _HOME_PATH)

    @property
    def directories(self) -> list[Directory]:
        """What the hub has on the file system of efs_config; nothing without it."""
        return efs_directories(self, home_path=self.home_path)


def _on_one_file_system(hub: HubStorageProps) -> bool:
    return any(config.shared_claim for config in hub.given_storages)


def nfs_isolation_warnings(hub: NfsIsolationProps) -> Iterator[str]:
    """Yield that homes lie open."""
    if hub.isolated_from_nfs_by is NfsIsolation.NONE and _on_one_file_system(hub):
        yield (
            "nfs_isolation: none lets any user's server mount the file system itself, so that all homes lie open to all users; "
            "write iptables, or network_policy if the cluster enforces NetworkPolicies"
        )
