"""Chart values of the hub's settings for all servers: resources, nodes, default page, start timeout, hooks."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.scheduling.resources import Resources, resources_of
from constructs_lib.models.scheduling.toleration import tolerates
from constructs_lib.models.singleuser.lifecycle_hooks import chart_hooks
from constructs_lib.models.singleuser.server_settings import PAGES

#: Seconds that a server with GPUs or other devices may take to start: a node has to start and pull an image of several gigabytes.
#: Sources: jupyterhub/zero-to-jupyterhub-k8s, issue 3010; awslabs/ai-on-eks, JupyterHub's ``startTimeout``.
DEVICES_START = 1200


def server_settings_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the values of the hub's own server settings; `user_environment_values` sets the image and the environment."""
    devices = resources_of([hub.resources]).devices
    tolerations = [*(toleration.entry for toleration in hub.tolerations), *(tolerates(name) for name in devices)]
    settings: dict[str, Any] = {
        **(_resource_values(hub.resources) if hub.resources else {}),
        "nodeSelector": dict(hub.node_selector),
        "extraTolerations": tolerations,
        "defaultUrl": hub.default_url and PAGES.get(hub.default_url, hub.default_url),
        "startTimeout": hub.start_timeout or (DEVICES_START if devices else None),
        "lifecycleHooks": chart_hooks(hub.lifecycle_hooks),
    }
    if hub.image_pull_policy:
        settings["image"] = {"pullPolicy": hub.image_pull_policy.value}
    settings = {key: value for key, value in settings.items() if value}
    return {"singleuser": settings} if settings else {}


def _resource_values(given: Resources) -> dict[str, Any]:
    """Return resources as numbers: the chart accepts Kubernetes quantities as text too, but every server start would then fail.

    Source: JupyterHub, ``ByteSpecification``; KubeSpawner, ``cpu_limit``.
    """
    resources = resources_of([given])
    values: dict[str, Any] = {}
    for key, (guarantee, limit) in (("cpu", resources.cpu_numbers), ("memory", resources.memory_numbers)):
        if getattr(given, key) is not None:
            values[key] = {"guarantee": guarantee, "limit": limit}
    extra = {"guarantees": resources.extra_guarantees, "limits": resources.extra_limits}
    return {**values, "extraResource": {key: value for key, value in extra.items() if value}}
