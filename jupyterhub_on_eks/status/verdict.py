"""The status of a stack: findings and one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.cluster import api_server, cluster, credentials
from jupyterhub_on_eks.findings.finding import Finding, Level
from jupyterhub_on_eks.findings.run import Check, findings
from jupyterhub_on_eks.status.hub_site import HubSite
from jupyterhub_on_eks.status.installed import add_ons, address, deployed, load_balancer_controller, release
from jupyterhub_on_eks.status.pods import claims, pods
from jupyterhub_on_eks.status.web import certificate, health, login_page

#: In the order of causes: the first check that fails gives the verdict.
OF_STACK: tuple[Check[StackSite], ...] = (
    Check("AWS credentials", credentials, required=True),
    Check("cluster", cluster, required=True),
    Check("API server", api_server, required=True),
    Check("add-ons", add_ons, required=True),
    Check("controller", load_balancer_controller),
)
RELEASE: Check[HubSite] = Check("release", release, required=True)
OF_HUB: tuple[Check[HubSite], ...] = (
    Check("claims", claims),
    Check("pods", pods),
    RELEASE,
    Check("address", address),
    Check("certificate", certificate),
    Check("health", health),
    Check("login page", login_page),
)

#: Levels that keep a stack from being ready, the worst first.
_BAD = (Level.FAILURE, Level.WAITING, Level.NOT_CHECKED)


@dataclass(frozen=True, kw_only=True)
class HubStatus:
    """One hub.

    Args:
        namespace: namespace of the hub.
        url: URL where users log in; None while it is unknown.
        inside: whether it can be reached only inside the cluster.
        findings: findings of its checks.
    """

    namespace: str
    url: str | None
    inside: bool
    findings: Sequence[Finding]


@dataclass(frozen=True, kw_only=True)
class StackStatus:
    """One stack.

    Args:
        stack: its name.
        cluster: name of its cluster.
        findings: findings about cluster and add-ons.
        hubs: its hubs, in order.
    """

    stack: str
    cluster: str
    findings: Sequence[Finding]
    hubs: Sequence[HubStatus]

    @property
    def all(self) -> list[Finding]:
        """All findings, in the order of causes."""
        return [*self.findings, *(finding for hub in self.hubs for finding in hub.findings)]

    @property
    def cause(self) -> Finding | None:
        """The one reason why the stack is not ready; None if it is."""
        return next((finding for level in _BAD for finding in self.all if finding.level is level), None)

    @property
    def ready(self) -> bool:
        """Whether everything that was checked is up."""
        return self.cause is None

    @property
    def verdict(self) -> str:
        """A summary in one sentence."""
        if self.cause:
            return f"not ready: {self.cause.check}: {self.cause.message}"
        places = [f"{hub.url} (through kubectl port-forward)" if hub.inside else str(hub.url) for hub in self.hubs]
        return f"ready at {' and '.join(places)}" if places else "ready"


def stack_status(site: StackSite) -> StackStatus:
    """Check a stack.

    Args:
        site: a new one for each call, since it caches answers.
    """
    file = site.file
    found = findings(OF_STACK, site)
    unreached = any(finding.level is not Level.OK for finding in found if finding.check in {check.name for check in OF_STACK[:3]})
    hubs = [] if unreached else [_hub_status(site, hub) for hub in site.hubs]
    return StackStatus(stack=file.stack, cluster=file.cluster.name, findings=found, hubs=hubs)


def _hub_status(site: StackSite, hub: JupyterHubAddOn) -> HubStatus:
    place = HubSite(site, hub)
    try:
        is_there = deployed(place) is not None
    except CloudError:  # the checks report why
        is_there = True
    found = findings(OF_HUB if is_there else [RELEASE], place)
    if len(site.hubs) > 1:
        found = [replace(finding, check=f"{hub.namespace} {finding.check}") for finding in found]
    try:
        url = place.url
    except CloudError:
        url = None
    return HubStatus(namespace=hub.namespace, url=url, inside=place.is_inside, findings=found)
