"""Sections about pods, images and claims."""

from __future__ import annotations

from typing import Any

from tests.jupyterhub_on_eks.doctor.test_storage import storage_class
from tests.jupyterhub_on_eks.status.test_installed import NAMESPACE
from tests.jupyterhub_on_eks.status.test_pods import claim, event, pod, waits
from tests.operating.desk import Desk

_HUB, _CLAIM = "hub-5d9c", "hub-db-dir"


def no_namespace(desk: Desk) -> str:
    """Nothing was deployed."""
    return desk.status(installed=())


def no_release(desk: Desk) -> str:
    """A failed first install was rolled back."""
    return desk.status(installed=[NAMESPACE])


def no_pod(desk: Desk) -> str:
    """A quota refuses it."""
    return desk.status(pod("proxy"))


def no_secret(desk: Desk) -> str:
    """The kubelet's message."""
    return _hub(desk, **waits("CreateContainerConfigError", 'secret "hub-oidc" not found'))


def crash(desk: Desk) -> str:
    """The state that the kubelet reports between two attempts."""
    return _hub(desk, **waits("CrashLoopBackOff", last={"lastState": {"terminated": {"reason": "Error", "exitCode": 1}}}))


def unschedulable(desk: Desk) -> str:
    """The scheduler's message."""
    condition = {"type": "PodScheduled", "status": "False", "message": "0/3 nodes are available: 3 Insufficient memory."}
    return _hub(desk, phase="Pending", more=[condition])


def not_pulled(desk: Desk) -> str:
    """The kubelet's message."""
    return _hub(desk, **waits("ImagePullBackOff", "not found", image="quay.io/jupyterhub/k8s-hub:4.4.0"))


def pending_claim(desk: Desk) -> str:
    """No event yet."""
    return desk.status(claim(_CLAIM, "Pending"))


def refused_claim(desk: Desk) -> str:
    """The message of Kubernetes' volume controller."""
    noted = event("PersistentVolumeClaim", _CLAIM, 'storageclass.storage.k8s.io "gp3" not found')
    return desk.status(claim(_CLAIM, "Pending"), noted)


def no_class(desk: Desk) -> str:
    """Before a deployment."""
    return desk.doctor(storage_class("gp2"))


def pending_homes(desk: Desk) -> str:
    """The hub's own claim is bound."""
    homes = [claim(f"claim-{user}", "Pending", "singleuser-storage") for user in ("ada", "grace")]
    return desk.status(claim(_CLAIM, "Bound"), *homes)


def lost_claim(desk: Desk) -> str:
    """The phase of a claim whose volume was deleted."""
    return desk.status(claim(_CLAIM, "Lost"))


def _hub(desk: Desk, **status: Any) -> str:
    return desk.status(pod("proxy"), pod("hub", name=_HUB, ready=False, **status))


CASES = {
    "The hub does not start": (no_namespace, no_release, no_pod, no_secret, crash, unschedulable),
    "Image pull errors": (not_pulled,),
    "Claims stay pending": (pending_claim, refused_claim, no_class, pending_homes, lost_claim),
}
