"""What a cloud does for a cluster: addresses for load balancers, volumes for claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

#: Kinds of objects that it watches.
KINDS = "services,ingresses,persistentvolumeclaims,persistentvolumes,storageclasses"

#: The CSI drivers that it simulates.
DRIVERS = ("ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "efs.csi.aws.com")

_WANTED_OF = "volume.kubernetes.io/storage-provisioner"
_MADE_BY = "pv.kubernetes.io/provisioned-by"


@dataclass(frozen=True, slots=True)
class Action:
    """One command of kubectl.

    Args:
        arguments: its arguments.
        given: its standard input.
    """

    arguments: tuple[str, ...]
    given: str = ""


def actions(items: Iterable[dict[str, Any]]) -> Iterator[Action]:
    """Yield what is to be done, as the load balancer controller and the CSI drivers would do.

    Args:
        items: all objects of :data:`KINDS`, as kubectl returns them.

    Yields:
        An address for each service of type LoadBalancer and each Ingress without one; a volume for each claim that waits for a driver;
        the deletion of each volume whose claim was deleted, unless it is retained.
    """
    items = list(items)
    policies = {item["metadata"]["name"]: item.get("reclaimPolicy", "Delete") for item in items if item["kind"] == "StorageClass"}
    for item in items:
        match item["kind"]:
            case "Service" | "Ingress" if _waits_for_address(item):
                yield _address(item)
            case "PersistentVolumeClaim" if _waits_for_volume(item):
                yield Action(("create", "-f", "-"), json.dumps(_volume(item, policies.get(item["spec"]["storageClassName"], "Delete"))))
            case "PersistentVolume" if _is_done_with(item):
                yield Action(("delete", "persistentvolume", item["metadata"]["name"], "--wait=false"))


def _waits_for_address(item: dict[str, Any]) -> bool:
    wants = item["kind"] == "Ingress" or item["spec"].get("type") == "LoadBalancer"
    return wants and not item["status"].get("loadBalancer", {}).get("ingress")


def _address(item: dict[str, Any]) -> Action:
    name, namespace = item["metadata"]["name"], item["metadata"]["namespace"]
    status = {"status": {"loadBalancer": {"ingress": [{"hostname": f"{name}-{namespace}.elb.us-west-2.amazonaws.com"}]}}}
    where = (item["kind"].lower(), name, "--namespace", namespace)
    return Action(("patch", *where, "--subresource=status", "--type=merge", f"--patch={json.dumps(status)}"))


def _waits_for_volume(claim: dict[str, Any]) -> bool:
    # Kubernetes writes the driver's name on the claim when the driver should provision it.
    driver = claim["metadata"].get("annotations", {}).get(_WANTED_OF)
    return driver in DRIVERS and not claim["spec"].get("volumeName") and "deletionTimestamp" not in claim["metadata"]


def _volume(claim: dict[str, Any], policy: str) -> dict[str, Any]:
    metadata, spec = claim["metadata"], claim["spec"]
    name, driver = f"pvc-{metadata['uid']}", metadata["annotations"][_WANTED_OF]
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": name, "annotations": {_MADE_BY: driver}},
        "spec": {
            "accessModes": spec["accessModes"],
            "capacity": spec["resources"]["requests"],
            "claimRef": {"apiVersion": "v1", "kind": claim["kind"], **{key: metadata[key] for key in ("namespace", "name", "uid")}},
            "csi": {"driver": driver, "volumeHandle": name},
            "persistentVolumeReclaimPolicy": policy,
            "storageClassName": spec["storageClassName"],
        },
    }


def _is_done_with(volume: dict[str, Any]) -> bool:
    made = volume["metadata"].get("annotations", {}).get(_MADE_BY) in DRIVERS
    retained = volume["spec"]["persistentVolumeReclaimPolicy"] != "Delete"
    return made and not retained and volume["status"].get("phase") == "Released" and "deletionTimestamp" not in volume["metadata"]
