"""What the simulated cloud does for a local cluster."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cluster.local.caretaker import Action, actions

CLASS: dict[str, Any] = {"kind": "StorageClass", "metadata": {"name": "homes"}, "reclaimPolicy": "Retain"}
CLAIM: dict[str, Any] = {
    "kind": "PersistentVolumeClaim",
    "metadata": {
        "name": "claim-ada",
        "namespace": "hub",
        "uid": "1234",
        "annotations": {"volume.kubernetes.io/storage-provisioner": "ebs.csi.aws.com"},
    },
    "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "10Gi"}}, "storageClassName": "homes"},
}
VOLUME: dict[str, Any] = {
    "kind": "PersistentVolume",
    "metadata": {"name": "pvc-1234", "annotations": {"pv.kubernetes.io/provisioned-by": "ebs.csi.aws.com"}},
    "spec": {"persistentVolumeReclaimPolicy": "Delete"},
    "status": {"phase": "Released"},
}


def _exposed(kind: str, **spec: Any) -> dict[str, Any]:
    return {"kind": kind, "metadata": {"name": "proxy", "namespace": "hub"}, "spec": spec, "status": {"loadBalancer": {}}}


@pytest.mark.parametrize("item", [_exposed("Service", type="LoadBalancer"), _exposed("Ingress")])
def test_a_load_balancer_gets_one_address(item: dict[str, Any]) -> None:
    """It is written where Kubernetes keeps it; nothing is done once it is there."""
    (action,) = actions([item])

    assert ("patch", item["kind"].lower(), "proxy", "--namespace", "hub", "--subresource=status", "--type=merge") == action.arguments[:-1]
    status = json.loads(action.arguments[-1].removeprefix("--patch="))
    assert {"status": {"loadBalancer": {"ingress": [{"hostname": "proxy-hub.elb.us-west-2.amazonaws.com"}]}}} == status
    assert [] == list(actions([item | status]))


def test_other_services_get_none() -> None:
    """A service inside the cluster needs no load balancer."""
    assert [] == list(actions([_exposed("Service", type="ClusterIP")]))


def test_a_claim_that_waits_for_a_driver_gets_a_volume() -> None:
    """The volume is the claim's, as large as requested, and of its class; the class determines whether it is retained."""
    (action,) = actions([CLASS, CLAIM])
    volume = json.loads(action.given)

    assert ("create", "-f", "-") == action.arguments
    assert {"name": "claim-ada", "namespace": "hub", "uid": "1234"}.items() <= volume["spec"]["claimRef"].items()
    assert {"storage": "10Gi"} == volume["spec"]["capacity"]
    assert ["ReadWriteOnce"] == volume["spec"]["accessModes"]
    assert ("homes", "Retain", "ebs.csi.aws.com") == (
        volume["spec"]["storageClassName"],
        volume["spec"]["persistentVolumeReclaimPolicy"],
        volume["spec"]["csi"]["driver"],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"metadata": CLAIM["metadata"] | {"annotations": {}}},
        {"metadata": CLAIM["metadata"] | {"annotations": {"volume.kubernetes.io/storage-provisioner": "example.org/other"}}},
        {"metadata": CLAIM["metadata"] | {"deletionTimestamp": "2026-01-01T00:00:00Z"}},
        {"spec": CLAIM["spec"] | {"volumeName": "pvc-1234"}},
    ],
    ids=["no driver's turn yet", "another driver's", "going", "bound"],
)
def test_other_claims_get_none(change: dict[str, Any]) -> None:
    """A claim is left alone until a driver should provision it, and after it has a volume."""
    assert [] == list(actions([CLASS, CLAIM | change]))


def test_a_released_volume_is_deleted() -> None:
    """Its claim was deleted, and its class doesn't retain it."""
    assert [Action(("delete", "persistentvolume", "pvc-1234", "--wait=false"))] == list(actions([VOLUME]))


@pytest.mark.parametrize(
    "change",
    [
        {"spec": {"persistentVolumeReclaimPolicy": "Retain"}},
        {"status": {"phase": "Bound"}},
        {"metadata": {"name": "static"}},
        {"metadata": VOLUME["metadata"] | {"deletionTimestamp": "2026-01-01T00:00:00Z"}},
    ],
    ids=["retained", "bound", "made by hand", "going"],
)
def test_other_volumes_stay(change: dict[str, Any]) -> None:
    """Volumes in use, retained ones, and those that no driver has created are not for the drivers to delete."""
    assert [] == list(actions([VOLUME | change]))
