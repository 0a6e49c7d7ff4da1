"""Checks of a hub's pods and claims, with the reason why each is not ready."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jupyterhub_on_eks.findings.finding import Finding, failure, ok, waiting, warning
from jupyterhub_on_eks.status.hub_site import HubSite

Object = Mapping[str, Any]

#: Components of the chart that login needs. Source: chart, label ``component``.
_NEEDED = ("hub", "proxy")
#: Components for users and for pulling images; their pods come and go.
_OTHERS = ("singleuser-server", "continuous-image-puller", "hook-image-puller", "hook-image-awaiter", "user-placeholder")

#: Reasons of a waiting container that need action. Source: Kubernetes, ``pkg/kubelet/images/types.go``.
_NO_IMAGE = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError"}
_NO_START = {"CreateContainerConfigError", "CreateContainerError", "RunContainerError"}


def pods(site: HubSite) -> Iterator[Finding]:
    """Check the hub's own pods, except those being replaced, and count users' servers."""
    all_ = [pod for pod in site.objects("v1", "Pod") if "deletionTimestamp" not in pod["metadata"]]
    own = [pod for pod in all_ if _component(pod) not in _OTHERS and _labels(pod).get("app") == "jupyterhub"]
    own = [pod for pod in own if (pod.get("status") or {}).get("phase") != "Succeeded"]
    for component in _NEEDED:
        if not any(_component(pod) == component for pod in own):
            message = f"{site.hub.namespace} has no {component} pod"
            yield failure(message, f"Deploy again; `kubectl describe deployment {component} -n {site.hub.namespace}` shows why")
    troubled = [finding for pod in own if (finding := _pod(site, pod))]
    yield from troubled
    if own and not troubled:
        servers = sum(_component(pod) == "singleuser-server" for pod in all_)
        yield ok(f"pods of the hub ready: {len(own)}; servers of users: {servers}")


def _pod(site: HubSite, pod: Object) -> Finding | None:
    """Return why a pod is not ready; None if it is."""
    status = pod.get("status") or {}
    if any(condition.get("type") == "Ready" and condition.get("status") == "True" for condition in status.get("conditions") or ()):
        return None
    name = str(pod["metadata"]["name"])
    logs = f"kubectl logs -n {site.hub.namespace} {name}"
    for container in (*(status.get("initContainerStatuses") or ()), *(status.get("containerStatuses") or ())):
        state = (container.get("state") or {}).get("waiting") or {}
        if found := _container(name, container, str(state.get("reason") or ""), str(state.get("message") or ""), logs):
            return found
    for condition in status.get("conditions") or ():
        if condition.get("type") == "PodScheduled" and condition.get("status") == "False":
            return _unscheduled(site, name, " ".join(str(condition.get("message") or "").split()))
    noted = site.trouble("Pod", name)
    return waiting(f"{name} is {status.get('phase')}{f': {noted}' if noted else ', not ready yet'}", f"`{logs}` shows what it does")


def _container(name: str, container: Object, reason: str, message: str, logs: str) -> Finding | None:
    message = " ".join(message.split())[:300].rstrip(".")
    if reason in _NO_IMAGE:
        fix = "Check the image's name and tag, image_pull_secrets, and whether nodes reach the registry"
        return failure(f"{name} can't pull {container.get('image')}: {message or reason}", fix)
    if reason in _NO_START:
        return failure(
            f"{name} can't start: {message or reason}", "Create what is missing, or correct the hub file; the pod retries by itself"
        )
    if reason == "CrashLoopBackOff":
        last = (container.get("lastState") or {}).get("terminated") or {}
        why = f"{last.get('reason') or 'Error'}, exit code {last.get('exitCode')}"
        output = " ".join(str(last.get("message") or "").split())[-300:]
        fix = "Give it more memory" if last.get("reason") == "OOMKilled" else f"`{logs} --previous` shows its last output"
        return failure(f"{name} keeps crashing ({container.get('name')}: {why}{f': {output}' if output else ''})", fix)
    return None


def _unscheduled(site: HubSite, name: str, message: str) -> Finding:
    """Return that no node accepts the pod. Its claims, which are reported before, may be the cause."""
    fix = f"An autoscaler adds nodes; `kubectl describe pod -n {site.hub.namespace} {name}` shows what the pod requires"
    return waiting(f"{name} is Pending: {message or 'not scheduled to a node yet'}", fix)


def claims(site: HubSite) -> Iterator[Finding]:
    """Check that the claims of the hub are bound, and count those of users."""
    all_ = [claim for claim in site.objects("v1", "PersistentVolumeClaim") if "deletionTimestamp" not in claim["metadata"]]
    of_users = [claim for claim in all_ if _component(claim) == "singleuser-storage"]
    bad = [finding for claim in all_ if claim not in of_users and (finding := _claim(site, claim))]
    yield from bad
    pending = [claim["metadata"]["name"] for claim in of_users if _phase(claim) != "Bound"]
    if pending:
        yield warning(
            f"{len(pending)} of the users' claims are not bound, such as {pending[0]}", site.trouble("PersistentVolumeClaim", pending[0])
        )
    elif all_ and not bad:
        yield ok(f"{len(all_)} bound, {len(of_users)} of them of users")


def _claim(site: HubSite, claim: Object) -> Finding | None:
    name, phase = str(claim["metadata"]["name"]), _phase(claim)
    if phase == "Bound":
        return None
    if phase == "Lost":
        return failure(f"the claim {name} lost its volume", "Its data is gone or the volume was renamed: see docs/storage.md")
    reason = site.trouble("PersistentVolumeClaim", name)
    class_name = (claim.get("spec") or {}).get("storageClassName")
    if reason:
        return failure(f"the claim {name} is {phase}: {reason}", f"Run doctor to check the storage class {class_name} and its driver")
    return waiting(f"the claim {name} of the storage class {class_name} is {phase}")


def _phase(claim: Object) -> str:
    return str((claim.get("status") or {}).get("phase") or "Pending")


def _labels(item: Object) -> Mapping[str, str]:
    return item["metadata"].get("labels") or {}


def _component(item: Object) -> str:
    """Return the chart's component; KubeSpawner sets it on users' objects too."""
    return _labels(item).get("component", "")
