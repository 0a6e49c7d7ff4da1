"""Adds an init container that blocks NFS to the pod of each user's server, independent of the pod's other containers."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import Any

#: Ports of NFS, of its port mapper and of its mount service.
_NFS_PORTS = "2049 111 20048"

#: Its argument is the kernel's list of IPv6 addresses, in which scope 00 is global. Without such an address there is nothing to block.
#: Alpine Linux before 3.19 has ip6tables in a separate package, which the chart's image lacks; the program itself is part of iptables.
_NFS_RULES = f"""set -eu
drop() {{
  for port in {_NFS_PORTS}; do
    for protocol in tcp udp; do
      "$@" --append OUTPUT --protocol "$protocol" --destination-port "$port" --jump DROP
    done
  done
}}
drop iptables
if awk '$4 == "00" {{ found = 1 }} END {{ exit !found }}' "$1" 2>/dev/null; then
  if command -v ip6tables >/dev/null; then drop ip6tables; else drop xtables-legacy-multi ip6tables; fi
fi
"""


def set_block_nfs(c: Any, network_tools: Mapping[str, Any]) -> None:
    """Add the container in KubeSpawner's modify_pod_hook. A hook that is already set runs first.

    KubeSpawner creates the pod before it calls the hook, so no profile and no other setting can replace the container.

    Args:
        c: JupyterHub's configuration.
        network_tools: the chart's ``singleuser.networkTools``: image and resources of the chart's block-cloud-metadata.
    """
    c.KubeSpawner.modify_pod_hook = hook_with_nfs_block(c.KubeSpawner.get("modify_pod_hook"), nfs_block(network_tools))


def nfs_block(network_tools: Mapping[str, Any]) -> dict[str, Any]:
    """Return the init container, with the rights of the chart's block-cloud-metadata."""
    image = network_tools["image"]
    pull_policy = {"imagePullPolicy": image["pullPolicy"]} if image.get("pullPolicy") else {}
    return {
        "name": "block-nfs",
        "image": f"{image['name']}:{image['tag']}",
        **pull_policy,
        "command": ["sh", "-c", _NFS_RULES, "block-nfs", "/proc/net/if_inet6"],
        "securityContext": {"privileged": True, "runAsUser": 0, "runAsNonRoot": False, "capabilities": {"add": ["NET_ADMIN"]}},
        "resources": network_tools.get("resources") or {},
    }


def hook_with_nfs_block(earlier_hook: Callable[..., Any] | None, block: Mapping[str, Any]) -> Callable[..., Any]:
    """Return a hook that runs the earlier one, then puts the init container before all others.

    Args:
        earlier_hook: the hook that is already set, or None.
        block: the init container; it replaces another one with the same name.

    Raises:
        ValueError: the pod is on the node's network, where the rules would block NFS for the node itself.
    """

    def with_block(pod: Any) -> Any:
        if pod.spec.host_network:
            raise ValueError("this server uses its node's network, where NFS can't be blocked; remove hostNetwork")
        others = [each for each in pod.spec.init_containers or [] if _container_name(each) != block["name"]]
        # A plain dict, because every client library of Kubernetes sends one unchanged.
        pod.spec.init_containers = [dict(block), *others]
        return pod

    async def with_block_later(pod: Any) -> Any:
        return with_block(await pod)

    def hook(spawner: Any, pod: Any) -> Any:
        changed = earlier_hook(spawner, pod) if earlier_hook else pod
        if inspect.isawaitable(changed):
            # A future, because KubeSpawner 1.1 and 4.2 don't wait for a coroutine.
            return asyncio.ensure_future(with_block_later(changed))
        return with_block(changed)

    return hook


def _container_name(container: Any) -> Any:
    return container.get("name") if isinstance(container, dict) else container.name
