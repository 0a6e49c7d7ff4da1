"""Whether a NetworkPolicy rule allows pods to reach certain ports, such as those of NFS, at given addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import Any

#: NFS, its port mapper, its mount service.
NFS_PORTS = (2049, 111, 20048)

_Network = IPv4Network | IPv6Network


def open_to_nfs(rule: Any, addresses: Sequence[str]) -> int | None:
    """Return the first NFS port that an egress rule allows at one of the addresses, or None.

    Args:
        rule: an item of ``egress``, as written.
        addresses: IPv4 networks that may contain the file system's address. Any IPv6 network counts too.
    """
    return open_to(rule, NFS_PORTS, addresses, any_ipv6=True)


def open_to(rule: Any, ports_asked: Sequence[int], addresses: Sequence[str], *, any_ipv6: bool = False) -> int | None:
    """Return the first of several ports that an egress rule allows at one of the addresses, or None.

    A rule without ``ports`` allows all ports, and one without ``to`` all addresses; a named port is a port of the target pod.
    Rules for other pods are ignored. Source: Kubernetes API, ``NetworkPolicyEgressRule``.

    Args:
        rule: an item of ``egress``, as written.
        ports_asked: the ports.
        addresses: networks, IPv4 or IPv6.
        any_ipv6: whether any IPv6 network counts. Default: those among the addresses.
    """
    if not isinstance(rule, Mapping):
        return None
    ports, peers = (rule.get(key) or None for key in ("ports", "to"))
    if not all(each is None or isinstance(each, list) for each in (ports, peers)):
        return None  # the chart's schema refuses it
    port = next((port for port in ports_asked if ports is None or any(_allows(each, port) for each in ports)), None)
    if port is None:
        return None
    return port if peers is None or any(_reaches(peer, addresses, any_ipv6=any_ipv6) for peer in peers) else None


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


def _reaches(peer: Any, addresses: Sequence[str], *, any_ipv6: bool) -> bool:
    block = peer.get("ipBlock") if isinstance(peer, Mapping) else None
    if not isinstance(block, Mapping):
        return False
    try:
        allowed = ip_network(str(block.get("cidr")), strict=False)
        excepted = [ip_network(str(each), strict=False) for each in block.get("except") or ()]
    except ValueError:  # Kubernetes refuses it
        return False
    if any_ipv6 and isinstance(allowed, IPv6Network):
        return True
    return any(_left(common, excepted) for each in addresses if (common := _common(allowed, ip_network(each))))


def _common(one: _Network, other: _Network) -> _Network | None:
    """Return the intersection of two networks: one of them, or None."""
    if one.version != other.version or not one.overlaps(other):
        return None
    return one if one.prefixlen >= other.prefixlen else other


def _left(network: _Network, excepted: Sequence[_Network]) -> bool:
    """Return whether anything remains of a network without the exceptions."""
    inside = [common for each in excepted if (common := _common(each, network))]
    covered: Iterable[_Network] = collapse_addresses(inside)  # type: ignore[type-var]  # all have the network's version
    return sum(each.num_addresses for each in covered) < network.num_addresses
