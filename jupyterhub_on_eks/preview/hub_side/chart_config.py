"""Applies chart values as the chart's ``jupyterhub_config.py`` does. Imported by previewed hubs and by the hubs of the login tests.

Source: chart, ``files/hub/jupyterhub_config.py`` and ``values.yaml``, of each release series.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kubespawner import KubeSpawner
from z2jh import get_config


def configure(c: Any) -> None:
    """Apply each section of ``hub.config``, then run the parts of ``hub.extraConfig``, sorted by name, in one namespace."""
    for section, settings in get_config("hub.config", {}).items():
        c[section].update(settings)
    namespace = {"c": c, "get_config": get_config}
    for _name, code in sorted(get_config("hub.extraConfig", {}).items()):
        exec(code, namespace)  # noqa: S102  # as the chart does


#: Traits of JupyterHub, with the paths of their values below ``hub`` and the chart's defaults.
_HUB: dict[str, tuple[str, Any]] = {
    "concurrent_spawn_limit": ("concurrentSpawnLimit", 64),
    "active_server_limit": ("activeServerLimit", None),
    "base_url": ("baseUrl", None),
    "allow_named_servers": ("allowNamedServers", None),
    "named_server_limit_per_user": ("namedServerLimitPerUser", None),
    "authenticate_prometheus": ("authenticatePrometheus", None),
    "redirect_to_server": ("redirectToServer", None),
    "shutdown_on_logout": ("shutdownOnLogout", None),
}


def configure_hub(c: Any) -> None:
    """Apply the hub's limits, services and roles, with the chart's defaults. Services that the hub itself would run are omitted."""
    c.JupyterHub.authenticator_class = "dummy"
    c.JupyterHub.admin_access = True
    c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
    for trait, (path, default) in _HUB.items():
        value = get_config(f"hub.{path}", default)
        if value is not None:
            c.JupyterHub[trait] = value
    c.Spawner.consecutive_failure_limit = get_config("hub.consecutiveFailureLimit", 5)
    services = [{"name": name, **service} for name, service in get_config("hub.services", {}).items()]
    c.JupyterHub.services = [
        {key: value for key, value in service.items() if key != "apiToken"} for service in services if "command" not in service
    ]
    kept = {service["name"] for service in c.JupyterHub.services}
    roles = [{"name": name, **role} for name, role in (get_config("hub.loadRoles") or {}).items()]
    c.JupyterHub.load_roles = [{**role, "services": [each for each in role.get("services", []) if each in kept]} for role in roles]


def configure_pages(c: Any, root: Path) -> None:
    """Apply ``hub.templateVars`` and ``hub.templatePaths``, and write the ``hub.extraFiles`` that have text below a folder.

    Args:
        c: JupyterHub's configuration.
        root: replaces the root of the hub's file system.
    """
    for file in get_config("hub.extraFiles", {}).values():
        if "stringData" not in file:
            continue
        path = root / file["mountPath"].lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file["stringData"], encoding="utf-8")
    c.JupyterHub.template_paths = [str(root / path.lstrip("/")) for path in get_config("hub.templatePaths", [])]
    c.JupyterHub.template_vars = get_config("hub.templateVars", {})


def configure_storage(c: Any) -> None:
    """Apply ``singleuser.storage`` with the chart's defaults: a claim for each server, or a directory of a shared claim."""
    storage = get_config("singleuser.storage")
    kind = storage["type"]
    new = hasattr(KubeSpawner, "slug_scheme")  # of chart 4.x
    if kind == "static":
        claim, volume, path = storage["static"]["pvcName"], "home", storage["static"]["subPath"]
    else:
        names = {} if new else {"pvcNameTemplate": "claim-{username}{servername}", "volumeNameTemplate": "volume-{username}{servername}"}
        names.update(storage["dynamic"])
        template, volume, path = names.get("pvcNameTemplate"), names.get("volumeNameTemplate", "volume-{user_server}"), None
        claim = "{pvc_name}" if new else template
        if template:
            c.KubeSpawner.pvc_name_template = template
        c.KubeSpawner.storage_pvc_ensure = True
        c.KubeSpawner.storage_class = names.get("storageClass")
        c.KubeSpawner.storage_access_modes = ["ReadWriteOnce"]
        c.KubeSpawner.storage_capacity = storage["capacity"]
    volumes = {volume: {"name": volume, "persistentVolumeClaim": {"claimName": claim}}}
    home = storage.get("homeMountPath", "/home/jovyan")
    mounts = {volume: {"name": volume, "mountPath": home, **({"subPath": path} if path else {})}}
    c.KubeSpawner.volumes = volumes if new else list(volumes.values())
    c.KubeSpawner.volume_mounts = mounts if new else list(mounts.values())
