"""Checks of the caller and the cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.models.chart_version import (
    FIRST_WITHOUT_OLD_SCHEDULER,
    OLDEST_KUBERNETES,
    WORKING_USER_SCHEDULER,
)
from constructs_lib.models.terraform_cli import at_least
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning

#: EKS access policies that allow a deployment. Source: Amazon EKS user guide, "Review access policy permissions".
_SUFFICIENT = ("AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy")


def credentials(site: StackSite) -> Iterator[Finding]:
    """Report the caller, in the role of the hub file."""
    caller = site.caller
    role = f", through cluster.assume_role_arn of {site.file.cluster.name}" if site.file.cluster.assume_role_arn else ""
    yield ok(f"{caller['Arn']} in account {caller['Account']}{role}")


def cluster(site: StackSite) -> Iterator[Finding]:
    """Check that the cluster exists, is active, and has a version that the charts support."""
    found = site.cluster
    name, version = found["name"], str(found["version"])
    message = f"{name} in {site.file.cluster.region} with Kubernetes {version}{', EKS Auto Mode' if site.auto_mode else ''}"
    if found.get("status") == "ACTIVE":
        yield ok(message)
    else:
        yield failure(f"{message} is {found.get('status')}", "Wait until it is ACTIVE; `aws eks describe-cluster` shows why it is not")
    for hub in site.hubs:
        yield from _fits(hub, version)


def _fits(hub: JupyterHubAddOn, kubernetes: str) -> Iterator[Finding]:
    """Compare the cluster's Kubernetes version with those that the hub's chart supports."""
    oldest = hub.chart_version.newest(OLDEST_KUBERNETES)
    if not at_least(kubernetes, oldest):
        fix = f"Upgrade the cluster to {oldest} or later, or use an older chart"
        yield failure(f"chart {hub.version} of {hub.namespace} needs Kubernetes {oldest} or later, but the cluster has {kubernetes}", fix)
    scheduler = hub.user_value("scheduling", "userScheduler", "enabled") is not False
    if scheduler and not hub.chart_version.has(WORKING_USER_SCHEDULER) and at_least(kubernetes, FIRST_WITHOUT_OLD_SCHEDULER):
        message = f"the user scheduler of chart {hub.version} of {hub.namespace} fails on Kubernetes {kubernetes}"
        since = WORKING_USER_SCHEDULER.since
        yield failure(message, f"Use chart {since} or later, or set values.scheduling.userScheduler.enabled: false")


def api_server(site: StackSite) -> Iterator[Finding]:
    """Check that the API server answers and accepts the caller."""
    network = site.vpc
    place = "public endpoint" if network.get("endpointPublicAccess") else "private endpoint"
    yield ok(f"{site.api.name} answers ({place})")


def access(site: StackSite) -> Iterator[Finding]:
    """Check how the caller has access to the cluster. Source: Amazon EKS user guide, "Grant IAM users access with EKS access entries"."""
    mode = str((site.cluster.get("accessConfig") or {}).get("authenticationMode") or "CONFIG_MAP")
    if mode == "CONFIG_MAP":
        yield _in_config_map(site)
        return
    cluster_name = {"clusterName": site.cluster["name"]}
    mine = next(
        (arn for arn in site.aws.items("eks", "list_access_entries", "accessEntries", cluster_name) if _same(arn, site.caller["Arn"])), None
    )
    if mine is None:
        yield _in_config_map(site) if mode == "API_AND_CONFIG_MAP" else _no_entry(site)
        return
    listed = site.aws.items("eks", "list_associated_access_policies", "associatedAccessPolicies", {**cluster_name, "principalArn": mine})
    policies = {str(policy["policyArn"]).rpartition("/")[2]: policy["accessScope"] for policy in listed}
    enough = [name for name, scope in policies.items() if name in _SUFFICIENT and scope.get("type") == "cluster"]
    if enough:
        yield ok(f"access entry with {enough[0]}")
    else:
        has = ", ".join(policies) or "Kubernetes groups only"
        yield warning(
            f"the access entry of {mine} has {has}",
            f"A deployment creates cluster roles: associate {_SUFFICIENT[0]}, or make sure that RBAC allows it",
        )


def _no_entry(site: StackSite) -> Finding:
    fix = "Ask an administrator to run aws eks create-access-entry, then associate-access-policy with AmazonEKSClusterAdminPolicy"
    return failure(f"{site.caller['Arn']} has no access entry", fix)


def _in_config_map(site: StackSite) -> Finding:
    """Look into aws-auth; the identity that created the cluster is in neither list and has full access."""
    found = site.api.get("v1", "ConfigMap", "aws-auth", namespace="kube-system") or {}
    text = "".join(map(str, (found.get("data") or {}).values()))
    if _role_name(site.caller["Arn"]) in text:
        return ok("listed in the ConfigMap aws-auth")
    return ok("accepted without an access entry, as the cluster's creator is")


def _same(entry: str, caller: str) -> bool:
    """Compare an entry's principal with a caller; a session's ARN lacks the path of its role. Source: IAM user guide, "IAM identifiers"."""
    return entry == caller or (_role_name(entry) == _role_name(caller) and entry.split(":")[4] == caller.split(":")[4])


def _role_name(arn: str) -> str:
    """Return kind and name of a principal: arn:aws:sts::1:assumed-role/NAME/SESSION and arn:aws:iam::1:role/path/NAME are the same."""
    kind, _, rest = arn.split(":", 5)[-1].partition("/")
    return f"role/{rest.partition('/')[0]}" if kind == "assumed-role" else f"{kind}/{rest.rpartition('/')[2]}"


def name_of(item: Mapping[str, Any]) -> str:
    """Return the name of a Kubernetes object."""
    return str(item["metadata"]["name"])
