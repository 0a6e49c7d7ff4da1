"""How users' servers are prevented from mounting the homes' file system directly, bypassing its access points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.kinds.validators import any_case
from constructs_lib.models.storage.efs_directories import Directory, efs_directories
from constructs_lib.models.storage.settings import HubStorageProps


class NfsIsolation(StrEnum):
    """How users' servers are blocked from NFS."""

    #: An init container drops the packets in the server's own network namespace.
    IPTABLES = "iptables"
    #: The cluster enforces NetworkPolicies, and the chart's policy allows no address of the VPC.
    NETWORK_POLICY = "network_policy"
    #: They are not blocked.
    NONE = "none"


#: Any of them, in any case.
AnyCaseNfsIsolation = Annotated[NfsIsolation, any_case(*NfsIsolation)]

#: The part of ``hub.extraConfig`` that blocks NFS. The hub runs the parts in the order of their names: this one after parts that set a
#: hook, and before ``zz-owner-of-user-servers``.
BLOCK_NFS = "zz-block-nfs"

#: Address ranges of VPCs: private ones, and those that Amazon EKS uses for pods.
#: Sources: RFC 1918; Amazon EKS best practices guide, "Custom Networking".
VPC_ADDRESSES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15")

#: A NetworkPolicy rule that allows all other addresses except the instance metadata service.
INTERNET_ONLY: Mapping[str, Any] = {
    "to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": [*VPC_ADDRESSES, "169.254.169.254/32"]}}],
}

#: A rule that allows DNS in the address ranges of VPCs: chart 2.x has one only for private addresses.
DNS_OF_THE_VPC: Mapping[str, Any] = {
    "to": [{"ipBlock": {"cidr": cidr}} for cidr in VPC_ADDRESSES],
    "ports": [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")],
}

#: The path that ``chart_values/storage/homes.py`` sets.
_HOME_PATH = "home/{username}"


class NfsIsolationProps(HelmAddOnProps, HubStorageProps):
    """How users' servers are blocked from the homes' file system."""

    nfs_isolation: AnyCaseNfsIsolation | None = None
    """How users' servers are prevented from mounting the file system directly, which would bypass its access points and expose all homes:
    iptables (a privileged init container, block-nfs, drops the ports 2049, 111 and 20048), network_policy (only if the cluster enforces
    NetworkPolicies; Amazon EKS doesn't by default), or none. Default: iptables with efs_config and existing_claim_config, none with
    ebs_config."""

    @property
    def isolated_from_nfs_by(self) -> NfsIsolation:
        """How the servers are blocked from NFS, including the storage's default."""
        return self.nfs_isolation or (NfsIsolation.IPTABLES if _on_one_file_system(self) else NfsIsolation.NONE)

    @property
    def home_path(self) -> str:
        """Path of a home within the directory of all homes, if they share one."""
        return str(self.user_value("singleuser", "storage", "static", "subPath") or _HOME_PATH)

    @property
    def directories(self) -> list[Directory]:
        """The hub's directories on the file system of efs_config; empty without it."""
        return efs_directories(self, home_path=self.home_path)


def _on_one_file_system(hub: HubStorageProps) -> bool:
    return any(config.shared_claim for config in hub.given_storages)


def nfs_isolation_warnings(hub: NfsIsolationProps) -> Iterator[str]:
    """Yield a warning if homes are exposed."""
    if hub.isolated_from_nfs_by is NfsIsolation.NONE and _on_one_file_system(hub):
        yield (
            "nfs_isolation: none lets any user's server mount the file system directly, which exposes all homes to all users; "
            "use iptables, or network_policy if the cluster enforces NetworkPolicies"
        )
