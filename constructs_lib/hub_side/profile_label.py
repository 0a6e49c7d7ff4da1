"""Labels the pod of each server with the user's profile, so that metrics can be grouped by profile."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Callable
from typing import Any

#: kube-state-metrics calls it label_hub_jupyter_org_profile.
_LABEL = "hub.jupyter.org/profile"
#: Characters of a label's value. Source: Kubernetes, "Labels and Selectors", syntax and character set.
_LONGEST = 63


def set_profile_label(c: Any) -> None:
    """Set the label in KubeSpawner's modify_pod_hook. A hook that is already set runs first.

    Args:
        c: JupyterHub's configuration.
    """
    c.KubeSpawner.modify_pod_hook = hook_with_profile(c.KubeSpawner.get("modify_pod_hook"))


def hook_with_profile(earlier_hook: Callable[..., Any] | None) -> Callable[..., Any]:
    """Return a hook that runs the earlier one, then adds the label to the pod if the hub has profiles."""

    def with_profile(spawner: Any, pod: Any) -> Any:
        if spawner.profile_list:
            pod.metadata.labels = {**(pod.metadata.labels or {}), _LABEL: label_value(spawner.user_options.get("profile"))}
        return pod

    async def with_profile_later(spawner: Any, pod: Any) -> Any:
        return with_profile(spawner, await pod)

    def hook(spawner: Any, pod: Any) -> Any:
        changed = earlier_hook(spawner, pod) if earlier_hook else pod
        if inspect.isawaitable(changed):
            # A future, because KubeSpawner 1.1 and 4.2 don't wait for a coroutine.
            return asyncio.ensure_future(with_profile_later(spawner, changed))
        return with_profile(spawner, changed)

    return hook


def label_value(slug: Any) -> str:
    """Return a profile's slug as the value of a label; ``default`` if the user has chosen none."""
    allowed = re.sub(r"[^A-Za-z0-9_.-]", "-", str(slug or ""))[:_LONGEST].strip("-_.")
    return allowed or "default"
