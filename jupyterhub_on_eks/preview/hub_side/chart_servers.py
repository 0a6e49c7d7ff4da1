"""Applies the values of ``singleuser``, except the homes, as the chart's ``jupyterhub_config.py`` does.

Source: chart, ``files/hub/jupyterhub_config.py`` and ``values.yaml``, of each release series. Attributes of
KubeSpawner show which release series of the chart it is.
"""

from __future__ import annotations

from typing import Any

from kubespawner import KubeSpawner
from z2jh import full_name, get_config, get_name

#: Traits of KubeSpawner, with the paths of their values below ``singleuser`` and the chart's defaults.
_SERVERS: dict[str, tuple[str, Any]] = {
    "pod_name_template": ("podNameTemplate", None),
    "start_timeout": ("startTimeout", 300),
    "image_pull_policy": ("image.pullPolicy", None),
    "events_enabled": ("events", True),
    "extra_labels": ("extraLabels", {"hub.jupyter.org/network-access-hub": "true"}),
    "extra_annotations": ("extraAnnotations", None),
    "uid": ("uid", 1000),
    "fs_gid": ("fsGid", 100),
    "service_account": ("serviceAccountName", None),
    "storage_extra_labels": ("storage.extraLabels", None),
    "node_selector": ("nodeSelector", None),
    "node_affinity_required": ("extraNodeAffinity.required", None),
    "node_affinity_preferred": ("extraNodeAffinity.preferred", None),
    "pod_affinity_required": ("extraPodAffinity.required", None),
    "pod_affinity_preferred": ("extraPodAffinity.preferred", None),
    "pod_anti_affinity_required": ("extraPodAntiAffinity.required", None),
    "pod_anti_affinity_preferred": ("extraPodAntiAffinity.preferred", None),
    "lifecycle_hooks": ("lifecycleHooks", None),
    "init_containers": ("initContainers", []),
    "extra_containers": ("extraContainers", None),
    "mem_limit": ("memory.limit", None),
    "mem_guarantee": ("memory.guarantee", "1G"),
    "cpu_limit": ("cpu.limit", None),
    "cpu_guarantee": ("cpu.guarantee", None),
    "extra_resource_limits": ("extraResource.limits", None),
    "extra_resource_guarantees": ("extraResource.guarantees", None),
    "environment": ("extraEnv", None),
    "profile_list": ("profileList", None),
    "extra_pod_config": ("extraPodConfig", None),
    "default_url": ("defaultUrl", None),
    "cmd": ("cmd", "jupyterhub-singleuser"),
}
_DEDICATED = [
    {"key": f"hub.jupyter.org{mark}dedicated", "operator": "Equal", "value": "user", "effect": "NoSchedule"} for mark in ("/", "_")
]


def configure_servers(c: Any) -> None:
    """Apply ``singleuser`` with the chart's defaults, unless ``hub.config`` sets the trait."""
    for trait, (path, default) in _SERVERS.items():
        value = get_config(f"singleuser.{path}", default)
        if value is not None:
            c.KubeSpawner.setdefault(trait, value)
    image = get_config("singleuser.image")
    c.KubeSpawner.setdefault("image", f"{image['name']}:{image['tag']}" if image.get("tag") else image["name"])
    tolerations = get_config("scheduling.userPods.tolerations", _DEDICATED)
    c.KubeSpawner.setdefault("tolerations", [*tolerations, *get_config("singleuser.extraTolerations", [])])
    if hasattr(KubeSpawner, "allow_privilege_escalation"):
        c.KubeSpawner.setdefault("allow_privilege_escalation", get_config("singleuser.allowPrivilegeEscalation", default=False))
    if get_config("singleuser.cloudMetadata.blockWithIptables", default=True) is True:
        c.KubeSpawner.init_containers = [*c.KubeSpawner.init_containers, metadata_block()]


def metadata_block() -> dict[str, Any]:
    """Return the init container with which the chart blocks the instance metadata. Its form changed with chart 3.x (KubeSpawner 6)."""
    tools, ip = get_config("singleuser.networkTools", {}), get_config("singleuser.cloudMetadata.ip", "169.254.169.254")
    image = tools.get("image", {})
    new = hasattr(KubeSpawner, "additional_profile_form_template_paths")
    where = (
        ["--append", "OUTPUT", "--protocol", "tcp", "--destination", ip, "--destination-port", "80", "--jump", "DROP"]
        if new
        else ["-A", "OUTPUT", "-d", ip, "-j", "DROP"]
    )
    default = f"{'quay.io/' if new else ''}jupyterhub/k8s-network-tools"
    return {
        "name": "block-cloud-metadata",
        "image": f"{image.get('name', default)}:{image.get('tag') or get_config('Chart.Version', 'none')}",
        "command": ["iptables", *where],
        "securityContext": {"privileged": True, "runAsUser": 0, "capabilities": {"add": ["NET_ADMIN"]}},
        **({"resources": tools["resources"]} if tools.get("resources") else {}),
    }


def configure_placement(c: Any) -> None:
    """Apply the chart's settings of nodes, schedulers, priorities and pull secrets, and its labels."""
    if get_config("scheduling.userScheduler.enabled", default=True):
        c.KubeSpawner.scheduler_name = get_name("user-scheduler") if full_name() else f"{get_config('Release.Name')}-user-scheduler"
    if get_config("scheduling.podPriority.enabled", default=False):
        c.KubeSpawner.priority_class_name = full_name() or f"{get_config('Release.Name')}-default-priority"
    purpose = get_config("scheduling.userPods.nodeAffinity.matchNodePurpose", "prefer")
    term = {"matchExpressions": [{"key": "hub.jupyter.org/node-purpose", "operator": "In", "values": ["user"]}]}
    if purpose == "prefer":
        c.KubeSpawner.node_affinity_preferred = [
            *get_config("singleuser.extraNodeAffinity.preferred", []),
            {"weight": 100, "preference": term},
        ]
    elif purpose == "require":
        c.KubeSpawner.node_affinity_required = [*get_config("singleuser.extraNodeAffinity.required", []), term]
    created = get_config("imagePullSecret.create", default=False) and get_config(
        "imagePullSecret.automaticReferenceInjection", default=True
    )
    secrets = [*([get_name("image-pull-secret")] if created else []), *(get_config("imagePullSecrets") or [])]
    secrets += get_config("singleuser.image.pullSecrets") or []
    if secrets:
        c.KubeSpawner.image_pull_secrets = secrets
    c.KubeSpawner.common_labels = _labels()


def _labels() -> dict[str, str]:
    labels = {"app": get_config("nameOverride") or "jupyterhub", "release": get_config("Release.Name")}
    labels["chart"] = f"jupyterhub-{get_config('Chart.Version')}".replace("+", "_")
    if not hasattr(KubeSpawner, "slug_scheme"):  # of chart 4.x
        return {**labels, "heritage": "jupyterhub"}
    named = {"app.kubernetes.io/name": "app", "app.kubernetes.io/instance": "release", "helm.sh/chart": "chart"}
    return {**labels, **{new: labels[old] for new, old in named.items()}, "app.kubernetes.io/managed-by": "kubespawner"}


def configure_volumes(c: Any) -> None:
    """Add the files of ``singleuser.extraFiles`` and the extra volumes of ``singleuser.storage`` to the volumes of the home."""
    volumes, mounts = [], []
    files = get_config("singleuser.extraFiles", {})
    if files:
        items = [{"key": key, "path": key, **({"mode": file["mode"]} if "mode" in file else {})} for key, file in files.items()]
        volumes.append({"name": "files", "secret": {"secretName": get_name("singleuser"), "items": items}})
        mounts += [{"mountPath": file["mountPath"], "subPath": key, "name": "files"} for key, file in files.items()]
    volumes += _listed(get_config("singleuser.storage.extraVolumes"))
    mounts += _listed(get_config("singleuser.storage.extraVolumeMounts"))
    for trait, further in (("volumes", volumes), ("volume_mounts", mounts)):
        have = c.KubeSpawner.get(trait) or []
        if isinstance(have, dict):
            c.KubeSpawner[trait] = {**have, **{f"{number}-{each['name']}": each for number, each in enumerate(further)}}
        else:
            c.KubeSpawner[trait] = [*have, *further]


def _listed(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value or [])
