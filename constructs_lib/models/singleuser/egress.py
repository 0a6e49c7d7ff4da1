"""Whether a rule of a NetworkPolicy lets pods reach NFS at given addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import Any

#: NFS, its port mapper, its mount service.
NFS_PORTS = (2049, 111, 20048)

_Network = IPv4Network | IPv6Network


def open_to_nfs(rule: Any, addresses: Sequence[str]) -> int | None:
    """Return the first port of NFS that an egress rule allows at one of the addresses, or None.

    A rule without ``ports`` allows all ports, and one without ``to`` all addresses; a port by name is one of the target pod's own.
    Other pods aren't judged: a mount target is none. Source: Kubernetes API, ``NetworkPolicyEgressRule``.

    Args:
        rule: an item of ``egress``, as it is written.
        addresses: networks that the file system may have an address of. IPv6 networks always count.
    """
    if not isinstance(rule, Mapping):
        return None
    ports = rule.get("ports") or None
    port = next((port for port in NFS_PORTS if ports is None or any(_allows(each, port) for each in ports)), None)
    if port is None:
        return None
    peers = rule.get("to") or None
    return port if peers is None or any(_reaches(peer, addresses) for peer in peers) else None


def _allows(port: Any, number: int) -> bool:
    if not isinstance(port, Mapping):
        return False
    first = port.get("port")
    if first is None:
        return True
    if not isinstance(first, int):
        return False
    last = port.get("endPort")
    return first <= number <= (last if isinstance(last, int) else first)


def _reaches(peer: Any, addresses: Sequence[str]) -> bool:
    block = peer.get("ipBlock") if isinstance(peer, Mapping) else None
    if not isinstance(block, Mapping):
        return False
    try:
        allowed = ip_network(str(block.get("cidr")), strict=False)
        excepted = [ip_network(str(each), strict=False) for each in block.get("except") or ()]
    except ValueError:  # Kubernetes refuses it
        return False
    if isinstance(allowed, IPv6Network):
        return True
    return any(_left(common, excepted) for each in addresses if (common := _common(allowed, IPv4Network(each))))


def _common(one: IPv4Network, other: IPv4Network) -> IPv4Network | None:
    """Return what two networks share: one of them, or nothing."""
    if not one.overlaps(other):
        return None
    return one if one.subnet_of(other) else other


def _left(network: IPv4Network, excepted: Sequence[_Network]) -> bool:
    """Tell whether anything is left of a network without the exceptions."""
    inside = [each for each in excepted if isinstance(each, IPv4Network) and each.overlaps(network)]
    covered = collapse_addresses(each if each.subnet_of(network) else network for each in inside)
    return sum(each.num_addresses for each in covered) < network.num_addresses
