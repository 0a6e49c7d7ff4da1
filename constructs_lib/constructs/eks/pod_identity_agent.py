"""The EKS Pod Identity Agent, which provides pods with their roles' credentials."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.constructs.eks.addon import EksAddon
from constructs_lib.constructs.eks.cluster_protocol import Cluster


class PodIdentityAgent(EksAddon):
    """The agent on every node from which pods fetch the credentials of their role.

    Other workloads of the cluster may depend on an agent that this stack installed, so it keeps running when the
    stack is destroyed. One that another stack left running is taken over.
    Source: Amazon EKS user guide, "Set up the Amazon EKS Pod Identity Agent".

    Args:
        cluster: cluster of the agent.
        existing: it is already installed, and is looked up. Default: it is installed.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: Cluster, existing: bool = False) -> None:
        managed = not existing
        super().__init__(scope, id, cluster=cluster, name="eks-pod-identity-agent", preserve=managed, take_over=managed, existing=existing)
