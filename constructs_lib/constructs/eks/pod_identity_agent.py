"""The EKS Pod Identity Agent, which hands roles to pods."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_eks_addon import DataAwsEksAddon
from cdktf_cdktf_provider_aws.data_aws_eks_addon_version import DataAwsEksAddonVersion
from cdktf_cdktf_provider_aws.eks_addon import EksAddon
from constructs import Construct

from constructs_lib.models.eks.identity import PodIdentityAgentMode
from constructs_lib.terraform.dependencies import Dependables

_ADDON = "eks-pod-identity-agent"


class PodIdentityAgent(Construct):
    """The agent on every node from which pods fetch the credentials of their role.

    Other workloads of the cluster may come to lean on an agent that this stack installed, so it is left running when the
    stack is destroyed. Source: Amazon EKS user guide, "Set up the Amazon EKS Pod Identity Agent".

    Args:
        cluster_name: the cluster.
        kubernetes_version: its version, by which EKS chooses the agent's.
        mode: install it, look it up, or rely on Auto Mode's.
    """

    def __init__(self, scope: Construct, id: str, *, cluster_name: str, kubernetes_version: str, mode: PodIdentityAgentMode) -> None:
        super().__init__(scope, id)

        #: Wait for these before starting pods that get their role by Pod Identity.
        self.ready: Dependables = []
        if mode is PodIdentityAgentMode.MANAGED:
            version = DataAwsEksAddonVersion(self, "Version", addon_name=_ADDON, kubernetes_version=kubernetes_version).version
            addon = EksAddon(
                self,
                "Resource",
                cluster_name=cluster_name,
                addon_name=_ADDON,
                addon_version=version,
                # One that another stack left running is taken over.
                resolve_conflicts_on_create="OVERWRITE",
                resolve_conflicts_on_update="OVERWRITE",
                preserve=True,
            )
            self.ready = [addon]
        elif mode is PodIdentityAgentMode.EXISTING:
            self.ready = [DataAwsEksAddon(self, "Existing", cluster_name=cluster_name, addon_name=_ADDON)]
