"""What must exist before a stack is deployed, because the stack doesn't create it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PrerequisiteKind(StrEnum):
    """Kinds of prerequisites."""

    #: A Terraform variable without a default.
    VARIABLE = "variable"
    #: A secret in AWS Secrets Manager.
    SECRETS_MANAGER_SECRET = "secrets_manager_secret"  # noqa: S105  # a kind, not a secret
    #: A Kubernetes Secret in a hub's namespace.
    KUBERNETES_SECRET = "kubernetes_secret"  # noqa: S105  # the same
    #: A ConfigMap in a hub's namespace.
    CONFIG_MAP = "config_map"
    #: A storage class on the cluster.
    STORAGE_CLASS = "storage_class"
    #: A persistent volume claim in a hub's namespace.
    PERSISTENT_VOLUME_CLAIM = "persistent_volume_claim"
    #: An IAM role.
    IAM_ROLE = "iam_role"
    #: A namespace of the cluster.
    NAMESPACE = "namespace"
    #: A custom resource definition on the cluster.
    CUSTOM_RESOURCE_DEFINITION = "custom_resource_definition"
    #: A cluster feature that is on or off.
    CLUSTER_SETTING = "cluster_setting"
    #: A program on PATH where Terraform runs.
    PROGRAM = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """One prerequisite that the stack doesn't create.

    Args:
        kind: what it is.
        name: its name.
        description: one phrase for people: what it is, and what requires it.
        namespace: where a namespaced object is. Default: it has no namespace.
        key: key within a Secret. Default: it has none.
    """

    kind: PrerequisiteKind
    name: str
    description: str
    namespace: str | None = None
    key: str | None = None
