"""How a workload on the cluster gets its IAM role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Identity(StrEnum):
    """How the pods of a service account get AWS permissions. Source: Amazon EKS user guide, "Grant workloads access to AWS"."""

    #: A separate role through EKS Pod Identity; requires the add-on ``eks-pod-identity-agent``.
    POD_IDENTITY = "pod_identity"
    #: A separate role through the cluster's OpenID Connect provider, which must exist in IAM.
    IRSA = "irsa"
    #: No role: the pods have the permissions of the nodes' role.
    NODE_ROLE = "node_role"


class PodIdentityAgentMode(StrEnum):
    """Who manages the EKS Pod Identity Agent of a cluster."""

    #: This stack installs it as an EKS add-on if something needs it, and leaves it running when the stack is destroyed.
    MANAGED = "managed"
    #: The add-on is already on the cluster; it is looked up.
    EXISTING = "existing"
    #: Part of the cluster, as on EKS Auto Mode; nothing is looked up.
    BUILT_IN = "built_in"


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A Kubernetes service account.

    Args:
        namespace: its namespace.
        name: its name.
    """

    namespace: str
    name: str
