"""A user's server, as the hub would start it if its container ran."""

from __future__ import annotations

import json
from typing import Any

USER = "ada"


def user_server(release: dict[str, Any], *, namespace: str, owner_uid: str) -> dict[str, Any]:
    """Return what KubeSpawner creates for a user: a pod that mounts the home, and before that a claim if each user has one.

    Args:
        release: the hub's Helm release in ``cdk.tf.json``.
        namespace: the hub's namespace.
        owner_uid: UID of the ConfigMap that owns the users' servers.

    Returns:
        A list of Kubernetes objects.
    """
    values = json.loads(release["values"][0])
    storage, labels = values["singleuser"]["storage"], {"app": "jupyterhub", "hub.jupyter.org/username": USER}
    mounted = [volume.get("persistentVolumeClaim", {}) for volume in storage.get("extraVolumes", [])]  # others are in memory
    made, claims = [], [claim["claimName"] for claim in mounted if claim]
    if storage["type"] == "dynamic":
        claims.append(f"claim-{USER}")
        spec = {
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": storage["capacity"]}},
            "storageClassName": storage["dynamic"]["storageClass"],
        }
        made.append(
            {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": _named(f"claim-{USER}", namespace, labels), "spec": spec}
        )
    else:
        claims.append(storage["static"]["pvcName"])
    owner = {"apiVersion": "v1", "kind": "ConfigMap", "name": owner_name(release), "uid": owner_uid}
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": _named(f"jupyter-{USER}", namespace, labels) | {"ownerReferences": [owner]},
        "spec": {
            "containers": [{"name": "notebook", "image": "notebook"}],
            "volumes": [{"name": name, "persistentVolumeClaim": {"claimName": name}} for name in claims],
        },
    }
    return {"apiVersion": "v1", "kind": "List", "items": [*made, pod]}


def owner_name(release: dict[str, Any]) -> str:
    """Return the name of the ConfigMap that owns the users' servers of a hub."""
    return f"{release['name']}-user-servers"


def _named(name: str, namespace: str, labels: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "namespace": namespace, "labels": labels}
