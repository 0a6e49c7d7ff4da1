"""A CSI driver as an Amazon EKS add-on, managed or found."""

from __future__ import annotations

import json
from dataclasses import dataclass

from cdktf_cdktf_provider_aws.data_aws_eks_addon import DataAwsEksAddon
from cdktf_cdktf_provider_aws.data_aws_eks_addon_version import DataAwsEksAddonVersion
from cdktf_cdktf_provider_aws.eks_addon import EksAddon, EksAddonPodIdentityAssociation
from constructs import Construct

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccount, ServiceAccountRole
from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps
from constructs_lib.models.eks.identity import Identity
from constructs_lib.terraform.dependencies import Dependables, waits_for


@dataclass(frozen=True, slots=True)
class CsiDriverKind:
    """What sets one CSI driver apart from another.

    Args:
        addon_name: the EKS add-on that installs it.
        service_account: of its controller, in ``kube-system``; it makes volumes, so it needs a role.
        managed_policy: AWS's policy for that role, by the part of the ARN after ``policy/``.
        purpose: what the role's name says after the stack's.
    """

    addon_name: str
    service_account: str
    managed_policy: str
    purpose: str


#: Source: Amazon EKS user guide, "Use Kubernetes volume storage with Amazon EBS".
EBS_CSI = CsiDriverKind("aws-ebs-csi-driver", "ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy", "ebs-csi")
#: Source: Amazon EKS user guide, "Use elastic file system storage with Amazon EFS".
EFS_CSI = CsiDriverKind("aws-efs-csi-driver", "efs-csi-controller-sa", "service-role/AmazonEFSCSIDriverPolicy", "efs-csi")


class CsiDriver(Construct):
    """A CSI driver on a cluster with the role that it needs, or the proof that it is there.

    The role has its permissions before the driver starts, and keeps them until the driver is gone.

    Args:
        cluster: where the driver runs.
        kind: which driver.
        props: version, identity, configuration, and whether it is managed at all.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: ExistingCluster, kind: CsiDriverKind, props: CsiDriverAddOnProps) -> None:
        super().__init__(scope, id)
        #: Name of the driver's role, for permissions on keys; None where this stack makes none.
        self.role_name: str | None = None

        if props.existing:
            found = DataAwsEksAddon(self, "Existing", cluster_name=cluster.name, addon_name=kind.addon_name)
            #: Wait for these before a volume of this driver is asked for.
            self.ready: Dependables = [found]
            return

        role = self._role(cluster, kind, props.identity)
        addon = EksAddon(
            self,
            "Resource",
            cluster_name=cluster.name,
            addon_name=kind.addon_name,
            addon_version=self._version(cluster, kind.addon_name, props.version),
            configuration_values=json.dumps(props.configuration) if props.configuration else None,
            # A self-managed driver of the same name is taken over, and what is said here stays true.
            resolve_conflicts_on_create="OVERWRITE",
            resolve_conflicts_on_update="OVERWRITE",
            preserve=props.preserve,
            pod_identity_association=[EksAddonPodIdentityAssociation(role_arn=role.arn, service_account=kind.service_account)]
            if role and props.identity is Identity.POD_IDENTITY
            else None,
            service_account_role_arn=role.arn if role and props.identity is Identity.IRSA else None,
            depends_on=waits_for(role.ready if role else ()),
        )
        self.role_name = role.name if role else None
        self.ready = [addon]

    def _role(self, cluster: ExistingCluster, kind: CsiDriverKind, identity: Identity) -> ServiceAccountRole | None:
        if identity is Identity.NODE_ROLE:
            return None
        return ServiceAccountRole(
            self,
            "Role",
            cluster=cluster,
            identity=identity,
            service_account=ServiceAccount("kube-system", kind.service_account),
            purpose=kind.purpose,
            managed_policies=[kind.managed_policy],
        )

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
