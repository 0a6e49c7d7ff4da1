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


#: What the chart does with ``singleuser`` beside the storage: traits, where their values are, and the chart's own defaults.
_SERVERS: dict[str, tuple[str, Any]] = {
    "start_timeout": ("startTimeout", 300),
    "image_pull_policy": ("image.pullPolicy", None),
    "extra_labels": ("extraLabels", {"hub.jupyter.org/network-access-hub": "true"}),
    "extra_annotations": ("extraAnnotations", None),
    "uid": ("uid", 1000),
    "fs_gid": ("fsGid", 100),
    "node_selector": ("nodeSelector", None),
    "lifecycle_hooks": ("lifecycleHooks", None),
    "mem_limit": ("memory.limit", None),
    "mem_guarantee": ("memory.guarantee", "1G"),
    "cpu_limit": ("cpu.limit", None),
    "cpu_guarantee": ("cpu.guarantee", None),
    "extra_resource_limits": ("extraResource.limits", None),
    "extra_resource_guarantees": ("extraResource.guarantees", None),
    "environment": ("extraEnv", None),
    "default_url": ("defaultUrl", None),
    "cmd": ("cmd", "jupyterhub-singleuser"),
}
_DEDICATED = [
    {"key": f"hub.jupyter.org{mark}dedicated", "operator": "Equal", "value": "user", "effect": "NoSchedule"} for mark in ("/", "_")
]
#: The init container by which the chart blocks the instance metadata.
METADATA_BLOCK = {"name": "block-cloud-metadata", "image": "network-tools"}


def configure_servers(c: Any) -> None:
    """Apply ``singleuser`` with the chart's defaults, where ``hub.config`` hasn't said something else."""
    for trait, (path, default) in _SERVERS.items():
        value = get_config(f"singleuser.{path}", default)
        if value is not None:
            c.KubeSpawner.setdefault(trait, value)
    image = get_config("singleuser.image")
    c.KubeSpawner.setdefault("image", f"{image['name']}:{image['tag']}")
    tolerations = get_config("scheduling.userPods.tolerations", _DEDICATED)
    c.KubeSpawner.setdefault("tolerations", [*tolerations, *get_config("singleuser.extraTolerations", [])])
    c.KubeSpawner.setdefault("init_containers", [METADATA_BLOCK])
