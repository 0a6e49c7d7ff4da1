"""How a workload on the cluster gets its IAM role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Identity(StrEnum):
    """How the pods of a service account get permissions in AWS. Source: Amazon EKS user guide, "Grant workloads access to AWS"."""

    #: A role of its own by EKS Pod Identity; needs the add-on ``eks-pod-identity-agent``.
    POD_IDENTITY = "pod_identity"
    #: A role of its own by the cluster's OpenID Connect provider, which has to exist in IAM.
    IRSA = "irsa"
    #: No role: the pods have what the nodes' role allows.
    NODE_ROLE = "node_role"


class PodIdentityAgentMode(StrEnum):
    """Who cares for the EKS Pod Identity Agent of a cluster."""

    #: This stack installs it as an EKS add-on where something needs it, and leaves it running when the stack is destroyed.
    MANAGED = "managed"
    #: The add-on is on the cluster already; it is looked up.
    EXISTING = "existing"
    #: Part of the cluster, as on EKS Auto Mode; nothing is looked up.
    BUILT_IN = "built_in"


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A Kubernetes service account.

    Args:
        namespace: where it is.
        name: what it is called.
    """

    namespace: str
    name: str
