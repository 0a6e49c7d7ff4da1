"""A CSI driver as an Amazon EKS add-on, managed or found."""

from __future__ import annotations

from dataclasses import dataclass

from constructs import Construct

from constructs_lib.constructs.eks.addon import AddonRole, EksAddon
from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.constructs.eks.service_account_role import ServiceAccount
from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps


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


class CsiDriver(EksAddon):
    """A CSI driver on a cluster with the role that it needs, or the proof that it is there.

    Args:
        cluster: where the driver runs.
        kind: which driver.
        props: version, identity, configuration, and whether it is managed at all.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: Cluster, kind: CsiDriverKind, props: CsiDriverAddOnProps) -> None:
        super().__init__(
            scope,
            id,
            cluster=cluster,
            name=kind.addon_name,
            version=props.version,
            configuration=props.configuration,
            role=AddonRole(
                identity=props.identity,
                service_account=ServiceAccount("kube-system", kind.service_account),
                purpose=kind.purpose,
                managed_policies=(kind.managed_policy,),
            ),
            preserve=props.preserve,
            existing=props.existing,
        )
        #: Name of the driver's role, for permissions on keys; None where this stack makes none.
        self.role_name: str | None = self.role.name if self.role else None
