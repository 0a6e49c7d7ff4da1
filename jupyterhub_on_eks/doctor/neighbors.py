"""Checks of other releases on the cluster: in a hub's namespace, or with a name that must be unique in the cluster."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.checks.add_ons import has_cluster_roles
from jupyterhub_on_eks.cloud.helm_release import HelmRelease, helm_releases
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.managed import manages
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning


def namespaces(site: StackSite) -> Iterator[Finding]:
    """Check that the namespaces of the hubs are free, or managed by the stack."""
    for hub in site.hubs:
        if site.api.get("v1", "Namespace", hub.namespace) is None:
            if hub.create_namespace:
                yield ok(f"{hub.namespace} will be created")
            continue
        yield from _taken(site, hub)


def _taken(site: StackSite, hub: JupyterHubAddOn) -> Iterator[Finding]:
    if hub.create_namespace and not manages(site, "kubernetes_namespace_v1", "name", hub.namespace):
        message = f"the namespace {hub.namespace} already exists, and is not managed by this stack"
        yield failure(message, "Use another namespace, or set create_namespace: false to use this one")
        return
    own = manages(site, "helm_release", "name", hub.release)
    clashes = [clash for release in _releases(site) if release.namespace == hub.namespace and (clash := _clash(hub, release, own=own))]
    state = "is managed by this stack" if hub.create_namespace else "exists"
    yield from clashes or [ok(f"{hub.namespace} {state}")]


def _clash(hub: JupyterHubAddOn, release: HelmRelease, *, own: bool) -> Finding | None:
    """Return how a release in the hub's namespace conflicts with it."""
    if release.name == hub.release and not own:
        message = (
            f"{hub.namespace} already has the release {release.name} ({release.chart} {release.version}), which this stack does not manage"
        )
        return failure(message, "Import it into the state, remove it with helm uninstall, or set another release")
    if release.name != hub.release and release.chart == hub.chart:
        message = f"{hub.namespace} has another hub, the release {release.name}"
        return failure(message, "Two hubs in one namespace share names of Services and Secrets: use another namespace")
    return None


def other_stacks(site: StackSite) -> Iterator[Finding]:
    """Check that no other release has a name that must be unique in the cluster, and list other hubs."""
    own = {hub.namespace for hub in site.hubs}
    others = [release for release in _releases(site) if release.namespace not in own]
    for hub in site.hubs:
        for release in others:
            if release.name == hub.release and has_cluster_roles(hub):
                message = f"the release {release.name} is in {release.namespace} too, and the chart names cluster roles after it"
                yield failure(message, f"Set release: {hub.namespace} for the hub in {hub.namespace}")
    hubs = sorted(f"{release.namespace}/{release.name}" for release in others if release.chart == "jupyterhub")
    if hubs:
        yield warning(
            f"other hubs on this cluster: {', '.join(hubs)}",
            "Let one stack manage drivers and controller, and set existing: true in the others",
        )
    elif site.hubs:
        yield ok("no other hubs on this cluster")


def _releases(site: StackSite) -> list[HelmRelease]:
    return site.once("releases", lambda: helm_releases(site.api))
