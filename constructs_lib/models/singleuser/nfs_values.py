"""Chart values with which servers would reach NFS despite ``nfs_isolation``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.singleuser.egress import open_to_nfs
from constructs_lib.models.singleuser.nfs_isolation import BLOCK_NFS, VPC_ADDRESSES, NfsIsolation

_POLICY: KeyPath = ("singleuser", "networkPolicy")


def nfs_isolation_problems(isolation: NfsIsolation, values: Mapping[str, Any]) -> Iterator[Problem]:
    """Find chart values that would break the isolation.

    Args:
        isolation: how the servers are blocked from NFS.
        values: the user's own chart values.
    """
    if isolation is NfsIsolation.IPTABLES:
        yield from _block_dropped(values)
        yield from _on_the_nodes_network(values)
    if isolation is NfsIsolation.NETWORK_POLICY:
        yield from _policy_opened(values)


def _block_dropped(values: Mapping[str, Any]) -> Iterator[Problem]:
    path = ("hub", "extraConfig")
    if not _given(values, path):
        return
    parts = _at(values, path)
    if not isinstance(parts, Mapping):
        yield Problem("removes the hub's part that blocks servers from NFS; use a mapping, or remove it", ("values", *path))
        return
    for name, text in parts.items():
        if name == BLOCK_NFS:
            yield Problem("replaces the hub's part that blocks servers from NFS; use another name", ("values", *path, name))
        elif str(name) > BLOCK_NFS and "modify_pod_hook" in str(text):
            fix = f"the hub runs the parts in the order of their names, so use a name that sorts before {BLOCK_NFS}"
            yield Problem(
                f"sets modify_pod_hook after the part that blocks servers from NFS, and so drops it; {fix}", ("values", *path, name)
            )


def _on_the_nodes_network(values: Mapping[str, Any]) -> Iterator[Problem]:
    """A server on the node's network is subject to the node's rules, and the node must be able to mount the homes."""
    for path in (("singleuser",), ("hub", "config", "KubeSpawner")):
        for found, key in _keys(_at(values, path), path):
            if key in {"hostNetwork", "host_network"} and _at(values, found) is True:
                yield Problem(
                    "true puts servers on their nodes' network, where iptables can't block them from NFS; remove it", ("values", *found)
                )


def _policy_opened(values: Mapping[str, Any]) -> Iterator[Problem]:
    reason = "but nfs_isolation: network_policy relies on the chart's network policy"
    fix = "remove it, or set nfs_isolation: iptables"
    policy = _at(values, _POLICY)
    if _given(values, _POLICY) and not isinstance(policy, Mapping):
        yield Problem(f"removes the network policy, {reason}; {fix}", ("values", *_POLICY))
        return
    if (enabled := (policy or {}).get("enabled", True)) is not True:
        yield Problem(f"is {str(enabled).lower()}, {reason}; {fix}", ("values", *_POLICY, "enabled"))
    flags = (policy or {}).get("egressAllowRules")
    for flag in ("privateIPs", "nonPrivateIPs"):
        if isinstance(flags, Mapping) and flags.get(flag):
            what = "private addresses" if flag == "privateIPs" else "100.64.0.0/10, a range that VPCs use,"
            yield Problem(f"lets servers reach {what} on all ports, {reason}; {fix}", ("values", *_POLICY, "egressAllowRules", flag))
    for position, rule in enumerate(_rules(policy)):
        if port := open_to_nfs(rule, VPC_ADDRESSES):
            yield Problem(
                f"lets servers reach port {port} in address ranges that VPCs use, {reason}; restrict the ports, or {fix}",
                ("values", *_POLICY, "egress", position),
            )


def _rules(policy: Any) -> list[Any]:
    rules = (policy or {}).get("egress")
    return rules if isinstance(rules, list) else []


def _at(values: Any, path: KeyPath) -> Any:
    """Return the value at a path, or None."""
    for key in path:
        if isinstance(values, Mapping):
            values = values.get(key)
        elif isinstance(values, list | tuple) and isinstance(key, int):
            values = values[key]
        else:
            return None
    return values


def _given(values: Any, path: KeyPath) -> bool:
    """Return whether a path is set, including to null."""
    above = _at(values, path[:-1])
    return isinstance(above, Mapping) and path[-1] in above


def _keys(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield each key at any depth, with its path."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, below in items:
        yield (*path, key), str(key)
        yield from _keys(below, (*path, key))
