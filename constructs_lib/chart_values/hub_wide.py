"""Chart values of hub-wide settings."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.pages import page_values
from constructs_lib.chart_values.singleuser.culling import culling_values
from constructs_lib.models.hub_wide import HubWideProps
from constructs_lib.models.singleuser.shared_memory import SHARED_MEMORY_PATH, SHARED_MEMORY_VOLUME


def hub_wide_values(hub: HubWideProps) -> dict[str, Any]:
    """Return the values of the hub-wide settings.

    Args:
        hub: the hub.
    """
    return merged(
        culling_values(hub.culling),
        _limits(hub),
        _pre_pull(hub),
        _shared_memory(size=hub.has_shared_memory),
        page_values(hub.announcements, hub.title),
    )


def _limits(hub: HubWideProps) -> dict[str, Any]:
    """Return what the user wrote; the chart's defaults are the same in all versions."""
    said = hub.limits.model_fields_set
    limits: dict[str, Any] = {
        "concurrentSpawnLimit": hub.limits.concurrent_spawns if "concurrent_spawns" in said else None,
        "activeServerLimit": hub.limits.active_servers,
        "consecutiveFailureLimit": hub.consecutive_failures,
    }
    given = {key: limit for key, limit in limits.items() if limit is not None}
    return {"hub": given} if given else {}


def _pre_pull(hub: HubWideProps) -> dict[str, Any]:
    """Return the switches of both DaemonSets where they differ from the chart's default, which is on."""
    switches = {"hook": hub.pre_pull.before_upgrade, "continuous": hub.pre_pull.continuous}
    by_default = None if hub.pulls_by_default else False
    given = {name: by_default if said is None else said for name, said in switches.items()}
    pullers = {name: {"enabled": enabled} for name, enabled in given.items() if enabled is not None}
    return {"prePuller": pullers} if pullers else {}


def _shared_memory(*, size: bool | str) -> dict[str, Any]:
    """Return an in-memory volume. Source: Kubernetes, "emptyDir", medium Memory: its content counts against the container's memory limit."""
    if size is False:
        return {}
    limit = {} if size is True else {"sizeLimit": size}
    volumes = [{"name": SHARED_MEMORY_VOLUME, "emptyDir": {"medium": "Memory", **limit}}]
    mounts = [{"name": SHARED_MEMORY_VOLUME, "mountPath": SHARED_MEMORY_PATH}]
    return {"singleuser": {"storage": {"extraVolumes": volumes, "extraVolumeMounts": mounts}}}
