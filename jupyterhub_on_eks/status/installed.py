"""Checks of what was deployed: add-ons, the release, the load balancer."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from jupyterhub_on_eks.cloud.helm_release import HelmRelease, helm_releases
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.doctor.add_ons import AGENT, DRIVERS, add_on_health, controller, uses_pod_identity
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, waiting, warning
from jupyterhub_on_eks.status.hub_site import HubSite


def add_ons(site: StackSite) -> Iterator[Finding]:
    """Check that the EKS add-ons that the stack manages or looks up are active."""
    names = [DRIVERS[add_on.KEY][0] for add_on in site.others if isinstance(add_on, CsiDriverAddOnProps) and not add_on.self_managed]
    if uses_pod_identity(site) and site.file.cluster.pod_identity_agent is not PodIdentityAgentMode.BUILT_IN:
        names.append(AGENT)
    for name in names:
        found = site.add_on(name)
        if found is None:
            yield failure(f"{name} is not on the cluster", _deploy())
        elif found.get("status") in {"CREATING", "UPDATING"}:
            yield waiting(f"{name} is {found['status']}")
        else:
            yield add_on_health(name, found)


def load_balancer_controller(site: StackSite) -> Iterator[Finding]:
    """Check that the controller runs if a hub has a load balancer; that of EKS Auto Mode is not a pod."""
    if all(hub.scheme is None for hub in site.hubs) or site.auto_mode:
        return
    found = controller(site)
    if found is None:
        yield failure("the cluster has no AWS Load Balancer Controller, so no load balancer is created", _deploy())
        return
    ready = int((found.get("status") or {}).get("readyReplicas") or 0)
    if ready:
        yield ok(f"{ready} ready")
    else:
        place = f"-n {found['metadata']['namespace']} {found['metadata']['name']}"
        yield failure("no pod of the AWS Load Balancer Controller is ready", f"`kubectl describe deployment {place}` shows why")


def deployed(site: HubSite) -> HelmRelease | None:
    """Return the hub's release; None if it was never deployed.

    Raises:
        CloudError: the cluster can't be read.
    """
    hub = site.hub
    found = site.stack.once(("release", hub.namespace), lambda: helm_releases(site.stack.api, namespace=hub.namespace, name=hub.release))
    return next(iter(found), None)


def release(site: HubSite) -> Iterator[Finding]:
    """Check that the hub is installed, in the version of the hub file."""
    found, hub = deployed(site), site.hub
    if found:
        yield _release(site, found)
    elif site.stack.api.get("v1", "Namespace", hub.namespace) is None:
        yield failure(f"the cluster has no namespace {hub.namespace}: the hub is not deployed", _deploy())
    else:
        yield failure(f"{hub.namespace} has no Helm release {hub.release}: the hub is not deployed", _deploy())


def _release(site: HubSite, found: HelmRelease) -> Finding:
    name, version = f"{found.name} revision {found.revision}", f"{found.chart} {found.version}, JupyterHub {found.app_version}"
    if found.status.startswith("pending"):
        return waiting(f"{name} is {found.status}", f"If no deployment is running, unlock the release: {_unlocking(found)}")
    if found.status != "deployed":
        return failure(f"{name} is {found.status}: {found.description}", f"The pods show why; then run: {Commands().line('deploy')}")
    if found.version and found.version != site.hub.version:
        return warning(f"{name}: {version}; the hub file has chart {site.hub.version}", _deploy())
    return ok(f"{name}: {version}")


def _unlocking(found: HelmRelease) -> str:
    """Return the command that ends an interrupted action. Without a revision, Helm would roll back to the previous one, even if it failed.

    Source: Helm, ``pkg/action/rollback.go``.
    """
    if found.complete is None:
        return f"helm uninstall {found.name} -n {found.namespace}"
    return f"helm rollback {found.name} {found.complete} -n {found.namespace}"


def address(site: HubSite) -> Iterator[Finding]:
    """Check that the load balancer exists."""
    kind, name = site.balancer
    if site.is_inside:
        yield ok(f"inside the cluster; kubectl port-forward -n {site.hub.namespace} service/{name} 8080:http")
        return
    where = site.address
    if where:
        yield ok(f"{kind} {name}: {where}")
        return
    reason = site.trouble(kind, name)
    message = f"the {kind} {name} has no load balancer yet"
    yield failure(f"{message}: {reason}", "Run doctor to check subnets, certificate and controller") if reason else waiting(message)


def _deploy() -> str:
    return f"Run: {Commands().line('deploy')}"
