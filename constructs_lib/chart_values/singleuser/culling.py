"""Chart values that stop idle servers and the idle kernels inside them."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.singleuser.culling import CullingConfig, KernelCullingConfig

#: The chart's keys below ``cull``.
CULL_KEYS = {
    "enabled": "enabled",
    "timeout": "timeout",
    "every": "every",
    "max_age": "maxAge",
    "concurrency": "concurrency",
    "remove_named_servers": "removeNamedServers",
    "users": "users",
    "admin_users": "adminUsers",
}
#: Jupyter Server reads this folder on every image, whatever its Python; files of the image and of the user are read later and win.
#: Source: jupyter_core, ``SYSTEM_CONFIG_PATH``; Jupyter Server, ``jupyter_server_config.json``.
KERNELS_PATH = "/etc/jupyter/jupyter_server_config.json"
#: The file's key in the chart's ``extraFiles``; a user's file with this key is merged with it.
KERNELS_FILE = "jupyter_server_config.json"


def culling_values(culling: CullingConfig) -> dict[str, Any]:
    """Return the values of ``culling``: what the user wrote, because the chart's defaults are the same in all versions.

    Args:
        culling: when idle servers and users are removed.
    """
    values: dict[str, Any] = {}
    if cull := {name: getattr(culling, key) for key, name in CULL_KEYS.items() if key in culling.model_fields_set}:
        values["cull"] = cull
    if culling.kernels:
        values["singleuser"] = {"extraFiles": {KERNELS_FILE: {"mountPath": KERNELS_PATH, "data": kernels_config(culling.kernels)}}}
    return values


def kernels_config(kernels: KernelCullingConfig) -> dict[str, Any]:
    """Return the configuration of Jupyter Server.

    Sources: Jupyter Server 1 and 2, ``MappingKernelManager``; jupyter_server_terminals and Jupyter Server 1, ``TerminalManager``.

    Args:
        kernels: when idle kernels and terminals are stopped.
    """
    return {
        "MappingKernelManager": {
            "cull_idle_timeout": kernels.timeout,
            "cull_interval": kernels.every,
            "cull_connected": kernels.connected,
            "cull_busy": kernels.busy,
        },
        "TerminalManager": {"cull_inactive_timeout": kernels.timeout, "cull_interval": kernels.every},
    }
