"""Checks of storage classes: whether they exist, and have the driver and reclaim policy that the hub file requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.checks.class_volumes import ClassVolumes, class_volumes
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.managed import manages
from jupyterhub_on_eks.findings.finding import Finding, failure, ok, warning

#: The annotation of the cluster's default class. Source: Kubernetes, "Change the default StorageClass".
_DEFAULT = "storageclass.kubernetes.io/is-default-class"

#: Provisioners of Amazon EBS: those of the driver, of EKS Auto Mode, and the in-tree one, which the driver serves.
_EBS = ("ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs")


def storage_classes(site: StackSite) -> Iterator[Finding]:
    """Check each storage class of the hubs, once."""
    made = {hub.ebs_config.managed_class.name for hub in site.hubs if hub.ebs_config and hub.ebs_config.managed_class}
    wanted: dict[str | None, ClassVolumes] = {}
    for volumes in class_volumes(site.blueprint.add_ons):
        wanted.setdefault(volumes.storage_class, volumes)
    if not wanted:
        return
    there = {item["metadata"]["name"]: item for item in site.objects("storage.k8s.io/v1", "StorageClass")}
    for name, volumes in wanted.items():
        if name in made:
            yield _made(site, str(name), there)
        elif name is None:
            yield _default(there)
        elif name not in there:
            known = ", ".join(sorted(there)) or "none"
            yield failure(
                f"the cluster has no storage class {name}; it has {known}",
                "Use one of them, or set its properties so that the stack creates it",
            )
        else:
            yield from _found(name, there[name], volumes)


def _made(site: StackSite, name: str, there: Mapping[str, Any]) -> Finding:
    if name not in there:
        return ok(f"{name} will be created")
    if manages(site, "kubernetes_storage_class_v1", "name", name):
        return ok(f"{name} is managed by this stack")
    return failure(
        f"{name} is already on the cluster, and is not managed by this stack",
        f"Use it (storage_class: {name}), or set another name for the new one",
    )


def _default(there: Mapping[str, Any]) -> Finding:
    named = [name for name, item in there.items() if (item["metadata"].get("annotations") or {}).get(_DEFAULT) == "true"]
    if named:
        return ok(f"{named[0]} is the cluster's default class")
    return failure("the cluster has no default storage class, which the values of a hub use", "Set a storage class in the hub file")


def _found(name: str, item: Mapping[str, Any], volumes: ClassVolumes) -> Iterator[Finding]:
    policy = str(item.get("reclaimPolicy") or "Delete")
    if volumes.policy and volumes.policy.value != policy:
        other = "DESTROY" if policy == "Delete" else "RETAIN"
        message = f"{name} has the reclaim policy {policy}, but {volumes.namespace} requires {volumes.policy.value}"
        yield failure(
            message,
            f"Use a class with {volumes.policy.value}, set its properties so that the stack creates it, or set removal_policy: {other}",
        )
    elif volumes.policy is None and volumes.claims_go and policy == "Delete":
        yield warning(
            f"{name} deletes volumes with their claims, so destroying the stack deletes the homes",
            "Set ebs_config.removal_policy: RETAIN or DESTROY",
        )
    else:
        yield ok(f"{name}, {item['provisioner']}, {policy}")
    if item["provisioner"] in _EBS and item.get("volumeBindingMode") != "WaitForFirstConsumer":
        yield warning(
            f"{name} creates volumes in any zone, before a pod is scheduled", "Use a class with volumeBindingMode: WaitForFirstConsumer"
        )
