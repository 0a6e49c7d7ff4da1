"""Checks of what the stack needs and doesn't create: Secrets, ConfigMaps, claims, namespaces, definitions, roles, variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.prerequisites import home_claim, hub_prerequisites, namespace_prerequisite
from constructs_lib.chart_values.storage.database_claim import created_claims
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.rendered.values import HubReading
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning


def needs(hub: JupyterHubAddOn) -> Iterator[Prerequisite]:
    """Yield what a hub refers to and its stack doesn't create, according to the final chart values."""
    values = HubReading(hub).final
    yield from hub_prerequisites(values, namespace=hub.namespace, secrets=hub.secrets, made=(), claims=created_claims(hub))
    for identity in hub.user_identities:
        if identity.settings.role_arn:
            yield _need(PrerequisiteKind.IAM_ROLE, identity.settings.role_arn)
    if hub.metrics and hub.metrics.monitor:
        yield _need(PrerequisiteKind.CUSTOM_RESOURCE_DEFINITION, "servicemonitors.monitoring.coreos.com")
    if hub.metrics and hub.metrics.board and hub.metrics.board.namespace != hub.namespace:
        yield _need(PrerequisiteKind.NAMESPACE, hub.metrics.board.namespace)
    yield from namespace_prerequisite(hub)


def _need(kind: PrerequisiteKind, name: str, *, namespace: str | None = None) -> Prerequisite:
    return Prerequisite(kind=kind, name=name, namespace=namespace, description=name)


def of_kinds(*kinds: PrerequisiteKind) -> Callable[[StackSite], Iterator[Finding]]:
    """Return a check of the prerequisites of these kinds, each once."""

    def look(site: StackSite) -> Iterator[Finding]:
        wanted = {
            (need.kind, need.name, need.namespace, need.key): (need, hub) for hub in site.hubs for need in needs(hub) if need.kind in kinds
        }
        for need, hub in wanted.values():
            yield _CHECKS[need.kind](site, need, hub)

    return look


def _secret(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    """Check a Secret and its key, without its value."""
    return _with_key(site, need, hub, kind="Secret", command="kubectl create secret generic")


def _config_map(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    return _with_key(site, need, hub, kind="ConfigMap", command="kubectl create configmap")


def _with_key(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn, *, kind: str, command: str) -> Finding:
    place = f"{kind} {need.name} in {need.namespace}"
    found = site.api.get("v1", kind, need.name, namespace=need.namespace)
    literal = f" --from-literal={need.key}=…" if need.key and kind == "Secret" else f" --from-file={need.key}" if need.key else ""
    fix = f"{command} {need.name} -n {need.namespace}{literal}"
    if found is None:
        fresh = hub.create_namespace and site.api.get("v1", "Namespace", hub.namespace) is None
        if fresh:
            return warning(f"{place} can't exist before its namespace; pods wait for it after the deployment", f"Create it then: {fix}")
        return failure(f"there is no {place}", fix[0].upper() + fix[1:] if not fix.startswith("kubectl") else f"Run: {fix}")
    keys = {**(found.get("data") or {}), **(found.get("binaryData") or {})}
    if need.key and need.key not in keys:
        return failure(
            f"{place} has no key {need.key}; it has {', '.join(sorted(keys)) or 'none'}", "Add the key, or set another one in the hub file"
        )
    return ok(place)


def _claim(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    found = site.api.get("v1", "PersistentVolumeClaim", need.name, namespace=need.namespace)
    if found is None:
        return failure(f"there is no claim {need.name} in {need.namespace}", "Create it, or correct its name in the hub file")
    modes = (found.get("spec") or {}).get("accessModes") or []
    if need.name == home_claim(HubReading(hub).final) and "ReadWriteMany" not in modes:
        return failure(f"the claim {need.name} has the access mode {', '.join(modes)}", f"Homes of {hub.namespace} need ReadWriteMany")
    phase = (found.get("status") or {}).get("phase")
    return (
        ok(f"claim {need.name} is Bound")
        if phase == "Bound"
        else warning(f"the claim {need.name} is {phase}", "Pods that mount it wait until it is Bound")
    )


def _namespace(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    if site.api.get("v1", "Namespace", need.name):
        return ok(f"namespace {need.name}")
    own = f", or set create_namespace: true for {hub.namespace}" if need.name == hub.namespace else ""
    return failure(f"there is no namespace {need.name}", f"Run: kubectl create namespace {need.name}{own}")


def _definition(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    if site.api.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", need.name):
        return ok(need.name)
    message = f"the cluster has no definition {need.name}, which metrics of {hub.namespace} need"
    return failure(message, "Install the Prometheus Operator, or set metrics.service_monitor: null")


def _role(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    name = need.name.rpartition("/")[2]
    found = site.aws.find("iam", "get_role", {"RoleName": name})
    if found is None:
        return failure(f"there is no IAM role {name}", f"Create it, or correct user_identity.role_arn of {hub.namespace}")
    return ok(f"IAM role {name}; its trust policy is not checked")


def _secrets_manager(site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    """Check that a secret exists, without reading its value or keys."""
    found = site.aws.find("secretsmanager", "describe_secret", {"SecretId": need.name})
    if found is None:
        fix = f"Create it in {site.aws.region}, or correct the reference of {hub.namespace}"
        return failure(f"AWS Secrets Manager has no secret {need.name}", fix)
    if found.get("DeletedDate"):
        return failure(f"the secret {need.name} is being deleted", "Restore it with aws secretsmanager restore-secret")
    return ok(f"secret {need.name} in AWS Secrets Manager; its value is not read")


def _variable(_site: StackSite, need: Prerequisite, hub: JupyterHubAddOn) -> Finding:
    name = f"TF_VAR_{need.name}"
    if os.environ.get(name):
        return ok(f"{name} is set")
    return failure(f"{name}, a secret of {hub.namespace}, is not set", "Set it in the environment of diff, deploy and destroy")


_CHECKS: Mapping[PrerequisiteKind, Callable[[StackSite, Prerequisite, JupyterHubAddOn], Finding]] = {
    PrerequisiteKind.KUBERNETES_SECRET: _secret,
    PrerequisiteKind.CONFIG_MAP: _config_map,
    PrerequisiteKind.PERSISTENT_VOLUME_CLAIM: _claim,
    PrerequisiteKind.NAMESPACE: _namespace,
    PrerequisiteKind.CUSTOM_RESOURCE_DEFINITION: _definition,
    PrerequisiteKind.IAM_ROLE: _role,
    PrerequisiteKind.SECRETS_MANAGER_SECRET: _secrets_manager,
    PrerequisiteKind.VARIABLE: _variable,
}
