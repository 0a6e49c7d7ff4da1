"""A CSI driver as an Amazon EKS add-on, managed or found."""

from __future__ import annotations

import json

from cdktf_cdktf_provider_aws.data_aws_eks_addon import DataAwsEksAddon
from cdktf_cdktf_provider_aws.data_aws_eks_addon_version import DataAwsEksAddonVersion
from cdktf_cdktf_provider_aws.eks_addon import EksAddon
from constructs import Construct

from constructs_lib.chart_values.escape import literal
from constructs_lib.constructs.dependencies import Dependables
from constructs_lib.constructs.existing_cluster import ExistingCluster
from constructs_lib.models.csi_driver import CsiDriverAddOnProps


class CsiDriver(Construct):
    """A CSI driver on a cluster: the EKS add-on, or the proof that it is there.

    Args:
        cluster: where the driver runs.
        addon_name: the EKS add-on, ``aws-ebs-csi-driver`` or ``aws-efs-csi-driver``.
        props: version, configuration, and whether it is managed at all.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: ExistingCluster, addon_name: str, props: CsiDriverAddOnProps) -> None:
        super().__init__(scope, id)

        if props.existing:
            found = DataAwsEksAddon(self, "Existing", cluster_name=cluster.name, addon_name=addon_name)
            #: Wait for these before a volume of this driver is asked for.
            self.ready: Dependables = [found]
            return

        addon = EksAddon(
            self,
            "Resource",
            cluster_name=cluster.name,
            addon_name=addon_name,
            addon_version=self._version(cluster, addon_name, props.version),
            configuration_values=json.dumps(literal(props.configuration)) if props.configuration else None,
            # A self-managed driver of the same name is taken over, and what is said here stays true.
            resolve_conflicts_on_create="OVERWRITE",
            resolve_conflicts_on_update="OVERWRITE",
            preserve=props.preserve,
        )
        self.ready = [addon]

    def _version(self, cluster: ExistingCluster, addon_name: str, version: str) -> str:
        if version not in {"default", "latest"}:
            return version
        found = DataAwsEksAddonVersion(
            self,
            "Version",
            addon_name=addon_name,
            kubernetes_version=cluster.version,
            most_recent=version == "latest",
        )
        return found.version
