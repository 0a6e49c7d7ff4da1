"""What the chart's own ``jupyterhub_config.py`` does with the values of ``hub``. Imported by programs of ``.tools/login-*``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kubespawner import KubeSpawner
from z2jh import get_config


def configure(c: Any) -> None:
    """Apply ``hub.config`` section by section, then run the parts of ``hub.extraConfig``, by name and in one namespace."""
    for section, settings in get_config("hub.config", {}).items():
        c[section].update(settings)
    namespace = {"c": c, "get_config": get_config}
    for _name, code in sorted(get_config("hub.extraConfig", {}).items()):
        exec(code, namespace)  # noqa: S102  # what the chart does with it


def configure_pages(c: Any, root: Path) -> None:
    """Apply ``hub.templateVars`` and ``hub.templatePaths``, and write ``hub.extraFiles`` with text, all below a folder.

    Args:
        c: JupyterHub's configuration.
        root: stands for the root of the hub's file system.
    """
    for file in get_config("hub.extraFiles", {}).values():
        path = root / file["mountPath"].lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file["stringData"], encoding="utf-8")
    c.JupyterHub.template_paths = [str(root / path.lstrip("/")) for path in get_config("hub.templatePaths", [])]
    c.JupyterHub.template_vars = get_config("hub.templateVars", {})


def configure_storage(c: Any) -> None:
    """Apply ``singleuser.storage`` with the chart's defaults: a claim for each server, or a directory of one claim."""
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
        c.KubeSpawner.storage_class = names["storageClass"]
        c.KubeSpawner.storage_access_modes = ["ReadWriteOnce"]
        c.KubeSpawner.storage_capacity = storage["capacity"]
    volumes = {volume: {"name": volume, "persistentVolumeClaim": {"claimName": claim}}}
    mounts = {volume: {"name": volume, "mountPath": "/home/jovyan", **({"subPath": path} if path else {})}}
    c.KubeSpawner.volumes = volumes if new else list(volumes.values())
    c.KubeSpawner.volume_mounts = mounts if new else list(mounts.values())
