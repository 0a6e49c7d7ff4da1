"""The CSI drivers of Amazon EBS and Amazon EFS as add-ons."""

from __future__ import annotations

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.constructs.eks.csi_driver import EBS_CSI, EFS_CSI, CsiDriver
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps


class EbsCsiDriverAddOn(EbsCsiDriverAddOnProps, AddOn):
    """The Amazon EBS CSI driver: volumes for one pod at a time. Source: Amazon EKS add-on ``aws-ebs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> CsiDriver:
        """Install the driver, or look it up."""
        return CsiDriver(info.stack, "EbsCsiDriver", cluster=info.cluster, kind=EBS_CSI, props=self)


class EfsCsiDriverAddOn(EfsCsiDriverAddOnProps, AddOn):
    """The Amazon EFS CSI driver: file systems that many pods share. Source: Amazon EKS add-on ``aws-efs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> CsiDriver:
        """Install the driver, or look it up."""
        return CsiDriver(info.stack, "EfsCsiDriver", cluster=info.cluster, kind=EFS_CSI, props=self)
