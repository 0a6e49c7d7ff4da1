"""What has to be there before a stack is deployed, because the stack doesn't make it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PrerequisiteKind(StrEnum):
    """Kinds of what someone else provides."""

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
    #: A kind of objects that someone else has taught the cluster.
    CUSTOM_RESOURCE_DEFINITION = "custom_resource_definition"
    #: Something of the cluster that is switched on, or not.
    CLUSTER_SETTING = "cluster_setting"
    #: A program on PATH where Terraform runs.
    PROGRAM = "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """One thing that someone else provides.

    Args:
        kind: what it is.
        name: what it is called.
        description: what it is and who waits for it, as one phrase for people.
        namespace: where a namespaced object is. Default: it has no namespace.
        key: key within a Secret. Default: it has none.
    """

    kind: PrerequisiteKind
    name: str
    description: str
    namespace: str | None = None
    key: str | None = None
