"""Sets an owner on the pod of each user's server: Kubernetes deletes the pod when it deletes the owner."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import Any


def set_owner_of_servers(c: Any, owner: Mapping[str, str]) -> None:
    """Set the owner in KubeSpawner's modify_pod_hook. A hook that is already set runs first.

    Args:
        c: JupyterHub's configuration.
        owner: name and uid of a ConfigMap in the namespace of the servers.
    """
    c.KubeSpawner.modify_pod_hook = hook_with_owner(c.KubeSpawner.get("modify_pod_hook"), owner)


def hook_with_owner(earlier_hook: Callable[..., Any] | None, owner: Mapping[str, str]) -> Callable[..., Any]:
    """Return a hook that runs the earlier one, then adds the owner to the pod."""

    def with_owner(pod: Any) -> Any:
        # A plain dict, because every client library of Kubernetes sends one unchanged.
        reference = {"apiVersion": "v1", "kind": "ConfigMap", "name": owner["name"], "uid": owner["uid"]}
        pod.metadata.owner_references = [*(pod.metadata.owner_references or []), reference]
        return pod

    async def with_owner_later(pod: Any) -> Any:
        return with_owner(await pod)

    def hook(spawner: Any, pod: Any) -> Any:
        changed = earlier_hook(spawner, pod) if earlier_hook else pod
        if inspect.isawaitable(changed):
            # A future, because KubeSpawner 1.1 and 4.2 don't wait for a coroutine.
            return asyncio.ensure_future(with_owner_later(changed))
        return with_owner(changed)

    return hook
