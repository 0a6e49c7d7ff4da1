"""Pods and claims, with the reason why they are not ready."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from jupyterhub_on_eks.status import pods
from jupyterhub_on_eks.status.hub_site import HubSite
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub, item, site

NS = "jupyterhub"


def pod(component: str, *, name: str = "", ready: bool = True, **status: Any) -> dict[str, Any]:
    """Return a pod of the chart."""
    conditions = [{"type": "Ready", "status": str(ready)}, *status.pop("more", ())]
    labels = {"app": "jupyterhub", "component": component}
    return item("Pod", name or f"{component}-1", NS, labels=labels, status={"phase": "Running", "conditions": conditions, **status})


def waits(reason: str, message: str = "", last: Mapping[str, Any] | None = None, *, image: str = "quay.io/x:1") -> dict[str, Any]:
    """Return the statuses of a container that waits."""
    return {
        "containerStatuses": [{"name": "hub", "image": image, "state": {"waiting": {"reason": reason, "message": message}}, **(last or {})}]
    }


def claim(name: str, phase: str, component: str = "hub") -> dict[str, Any]:
    """Return a claim."""
    return item(
        "PersistentVolumeClaim", name, NS, labels={"component": component}, spec={"storageClassName": "gp3"}, status={"phase": phase}
    )


def event(kind: str, name: str, message: str) -> dict[str, Any]:
    """Return a warning of the cluster about an object."""
    about = {"kind": kind, "name": name}
    return item("Event", f"{name}.1", NS, type="Warning", involvedObject=about, message=message, lastTimestamp="2026-01-01T00:00:00Z")


def _found(check: Any, *objects: dict[str, Any]) -> list[tuple[str, str]]:
    stack = site(EBS, hub(), objects=objects)
    return [(finding.level.value, finding.line) for finding in check(HubSite(stack, stack.hubs[0]))]


OOM: dict[str, Any] = {"lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}
CRASH: dict[str, Any] = {"lastState": {"terminated": {"reason": "Error", "exitCode": 1, "message": "no such table"}}}


@pytest.mark.parametrize(
    ("bad", "level", "message"),
    [
        (pod("hub", ready=False, **waits("ImagePullBackOff", "not found")), "failure", "hub-1 can't pull quay.io/x:1: not found. Check the image"),
        (pod("hub", ready=False, **waits("CreateContainerConfigError", 'secret "a" not found')), "failure", 'can\'t start: secret "a" not found'),
        (pod("hub", ready=False, **waits("CrashLoopBackOff", last=OOM)), "failure", "(hub: OOMKilled, exit code 137). Give it more memory"),
        (pod("hub", ready=False, **waits("CrashLoopBackOff", last=CRASH)), "failure", "(hub: Error, exit code 1: no such table). `kubectl logs -n jupyterhub hub-1 --previous`"),
        (pod("hub", ready=False, phase="Pending", more=[{"type": "PodScheduled", "status": "False", "message": "0/3 nodes: Insufficient cpu."}]),
         "waiting", "hub-1 is Pending: 0/3 nodes: Insufficient cpu."),
        (pod("hub", ready=False, **waits("ContainerCreating")), "waiting", "hub-1 is Running, not ready yet. `kubectl logs"),
    ],
)  # fmt: skip
def test_a_pod_that_is_not_ready(bad: Any, level: str, message: str) -> None:
    """The reason is that of the container, the scheduler, or the last warning."""
    (found,) = _found(pods.pods, pod("proxy"), bad)

    assert level == found[0]
    assert message in found[1]


def test_ready_pods() -> None:
    """Users' servers are counted, and don't keep the hub from being ready; a replaced pod doesn't count."""
    gone = {**pod("hub", ready=False), "metadata": {**pod("hub")["metadata"], "deletionTimestamp": "now"}}
    users = pod("singleuser-server", ready=False, **waits("ImagePullBackOff"))

    assert [("ok", "pods of the hub ready: 2; servers of users: 1")] == _found(pods.pods, pod("hub"), pod("proxy"), gone, users)


def test_no_pods() -> None:
    """An absent hub is never a success."""
    assert ["failure", "failure"] == [level for level, _ in _found(pods.pods)]


def test_a_pod_without_its_own_reason() -> None:
    """The cluster's last warning is shown."""
    noted = event("Pod", "hub-1", "AttachVolume failed\nfor volume x.")
    (found,) = _found(pods.pods, pod("proxy"), pod("hub", ready=False), noted)

    assert found[1].startswith("hub-1 is Running: AttachVolume failed for volume x. ")


@pytest.mark.parametrize(
    ("objects", "level", "message"),
    [
        ([claim("hub-db-dir", "Bound"), claim("claim-ada", "Bound", "singleuser-storage")], "ok", "2 bound, 1 of them of users"),
        ([claim("hub-db-dir", "Pending")], "waiting", "the claim hub-db-dir of the storage class gp3 is Pending"),
        (
            [claim("hub-db-dir", "Pending"), event("PersistentVolumeClaim", "hub-db-dir", "no such class")],
            "failure",
            "is Pending: no such class",
        ),
        ([claim("hub-db-dir", "Lost")], "failure", "lost its volume"),
        (
            [claim("hub-db-dir", "Bound"), claim("claim-ada", "Pending", "singleuser-storage")],
            "warning",
            "1 of the users' claims are not bound, such as claim-ada",
        ),
    ],
)
def test_claims(objects: Any, level: str, message: str) -> None:
    """The hub's own decide; users' are counted."""
    found = _found(pods.claims, *objects)[0]

    assert level == found[0]
    assert message in found[1]
