"""Checks of drivers, the Pod Identity agent and the load balancer controller on the cluster, and of who manages each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps, EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps
from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.managed import manages
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning

#: The EKS add-on and the name of the driver on the cluster, by the hub file's key. Source: Amazon EKS user guide, "Amazon EKS add-ons".
DRIVERS = {
    EbsCsiDriverAddOnProps.KEY: ("aws-ebs-csi-driver", "ebs.csi.aws.com"),
    EfsCsiDriverAddOnProps.KEY: ("aws-efs-csi-driver", "efs.csi.aws.com"),
}
AGENT = "eks-pod-identity-agent"

#: Label and annotation that Helm sets on its objects, and the label of the controller's chart.
_MANAGED_BY, _RELEASE, _APP = "app.kubernetes.io/managed-by", "meta.helm.sh/release-name", "app.kubernetes.io/name"
_CONTROLLER = "aws-load-balancer-controller"


def drivers(site: StackSite) -> Iterator[Finding]:
    """Compare who manages each driver with the hub file."""
    for add_on in site.others:
        if isinstance(add_on, CsiDriverAddOnProps):
            yield from _driver(site, add_on)
    for hub in site.hubs:
        made = hub.ebs_config.managed_class if hub.ebs_config else None
        if made and made.auto_mode and not site.auto_mode:
            message = f"the storage class {made.name} has auto_mode: true, but the cluster is not in EKS Auto Mode"
            yield failure(message, "Remove auto_mode, and add ebs_csi_driver to add_ons")


def _driver(site: StackSite, props: CsiDriverAddOnProps) -> Iterator[Finding]:
    name, driver = DRIVERS[props.KEY]
    add_on = site.add_on(name)
    if add_on:
        yield from _add_on_driver(site, props, name, add_on)
        return
    there = next((item for item in site.objects("storage.k8s.io/v1", "CSIDriver") if item["metadata"]["name"] == driver), None)
    if there is None:
        if props.existing or props.self_managed:
            key = "existing" if props.existing else "self_managed"
            yield failure(
                f"{props.KEY} is not on the cluster, although {key} is true", f"Remove {key}: true, so that the stack installs it"
            )
        else:
            yield ok(f"{name} will be installed as an EKS add-on")
        return
    by = _managed_by(there)
    if props.self_managed:
        yield ok(f"{driver} is on the cluster, {by}")
    else:
        fix = f"Set {props.KEY}: {{self_managed: true}}, or remove that driver first"
        yield failure(f"{driver} is already on the cluster, {by} and not as an EKS add-on", fix)


def _add_on_driver(site: StackSite, props: CsiDriverAddOnProps, name: str, add_on: Mapping[str, Any]) -> Iterator[Finding]:
    if props.self_managed:
        yield warning(f"{name} is an EKS add-on, although self_managed is true", f"Set {props.KEY}: {{existing: true}}, which looks it up")
    elif not props.existing and not manages(site, "aws_eks_addon", "addon_name", name):
        yield failure(
            f"{name} is already installed as an EKS add-on, and is not managed by this stack", f"Set {props.KEY}: {{existing: true}}"
        )
        return
    yield add_on_health(name, add_on)


def add_on_health(name: str, add_on: Mapping[str, Any]) -> Finding:
    """Return the health of an add-on, as EKS reports it. Source: EKS API, ``Addon`` (status) and ``AddonIssue``."""
    issues = [f"{issue.get('code')}: {issue.get('message')}" for issue in (add_on.get("health") or {}).get("issues") or ()]
    message = f"{name} {add_on.get('addonVersion')} is {add_on.get('status')}"
    fix = f"`aws eks describe-addon --addon-name {name} --cluster-name {add_on.get('clusterName')}` shows more"
    if add_on.get("status") not in {"ACTIVE", "CREATING", "UPDATING"}:
        return failure(f"{message}{': ' if issues else ''}{'; '.join(issues)}", fix)
    return warning(f"{message} with issues: {'; '.join(issues)}", fix) if issues else ok(message)


def uses_pod_identity(site: StackSite) -> bool:
    """Return whether any part of the stack gets its role through EKS Pod Identity."""
    own = any(getattr(add_on, "identity", None) is Identity.POD_IDENTITY and not _elsewhere(add_on) for add_on in site.others)
    return own or any(hub.uses_pod_identity for hub in site.hubs)


def _elsewhere(add_on: object) -> bool:
    return bool(getattr(add_on, "existing", False) or getattr(add_on, "self_managed", False))


def pod_identity_agent(site: StackSite) -> Iterator[Finding]:
    """Check that pods with a role through EKS Pod Identity will get its credentials."""
    if not uses_pod_identity(site):
        return
    mode, add_on = site.file.cluster.pod_identity_agent, site.add_on(AGENT)
    if mode is PodIdentityAgentMode.BUILT_IN:
        if site.auto_mode:
            yield ok("part of EKS Auto Mode")
        elif add_on:
            yield warning(f"{AGENT} is an EKS add-on; the cluster is not in EKS Auto Mode", "Set cluster.pod_identity_agent: existing")
        else:
            yield failure("the cluster is not in EKS Auto Mode, so the agent is not built in", "Set cluster.pod_identity_agent: managed")
    elif add_on:
        yield add_on_health(AGENT, add_on)
    elif mode is PodIdentityAgentMode.EXISTING:
        yield failure(f"{AGENT} is not on the cluster", "Set cluster.pod_identity_agent: managed, so that the stack installs it")
    elif site.auto_mode:
        yield warning(
            "EKS Auto Mode has the agent built in, and the stack would install the add-on too", "Set cluster.pod_identity_agent: built_in"
        )
    else:
        yield ok(f"{AGENT} will be installed as an EKS add-on")


def load_balancer_controller(site: StackSite) -> Iterator[Finding]:
    """Compare the controller on the cluster with the hub file."""
    for add_on in site.others:
        if isinstance(add_on, AwsLoadBalancerControllerAddOnProps):
            yield from _controller(site, existing=add_on.existing)


def _controller(site: StackSite, *, existing: bool) -> Iterator[Finding]:
    found = controller(site)
    if found is None:
        if existing:
            yield failure(
                "the cluster has no AWS Load Balancer Controller, although existing is true",
                "Remove existing: true, so that the stack installs it",
            )
        else:
            yield ok(f"{_CONTROLLER} will be installed by Helm")
        return
    place = f"{found['metadata']['namespace']}/{found['metadata']['name']}, {_managed_by(found)}"
    ready = int((found.get("status") or {}).get("readyReplicas") or 0)
    if not existing and not manages(site, "helm_release", "name", _CONTROLLER):
        yield failure(
            f"a controller is already on the cluster ({place}), and is not managed by this stack",
            "Set aws_load_balancer_controller: {existing: true}",
        )
    elif ready:
        yield ok(f"{place}, with {ready} ready")
    else:
        yield failure(f"{place} has no ready pod", "`kubectl describe deployment` shows why; until it runs, no load balancer is created")


def controller(site: StackSite) -> Mapping[str, Any] | None:
    """Return the controller's Deployment, in any namespace."""
    for item in site.objects("apps/v1", "Deployment"):
        if _CONTROLLER in ((item["metadata"].get("labels") or {}).get(_APP), item["metadata"]["name"]):
            return item
    return None


def _managed_by(item: Mapping[str, Any]) -> str:
    """Return who manages an object, according to Helm's labels and annotations."""
    metadata = item["metadata"]
    release = (metadata.get("annotations") or {}).get(_RELEASE)
    if release:
        return f"managed by the Helm release {release}"
    manager = (metadata.get("labels") or {}).get(_MANAGED_BY)
    return f"managed by {manager}" if manager and manager != "EKS" else "self-managed"
