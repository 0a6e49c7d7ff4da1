"""The CSI drivers of Amazon EBS and Amazon EFS as add-ons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.models.csi_driver import EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps

if TYPE_CHECKING:
    from constructs_lib.constructs.csi_driver import CsiDriver


class EbsCsiDriverAddOn(EbsCsiDriverAddOnProps, AddOn):
    """The Amazon EBS CSI driver: volumes for one pod at a time. Source: Amazon EKS add-on ``aws-ebs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> CsiDriver:
        """Install the driver, or look it up."""
        from constructs_lib.constructs.csi_driver import EBS_CSI, CsiDriver  # noqa: PLC0415  # hub files know the add-ons, and must not load CDKTF

        return CsiDriver(info.stack, "EbsCsiDriver", cluster=info.cluster, kind=EBS_CSI, props=self)


class EfsCsiDriverAddOn(EfsCsiDriverAddOnProps, AddOn):
    """The Amazon EFS CSI driver: file systems that many pods share. Source: Amazon EKS add-on ``aws-efs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> CsiDriver:
        """Install the driver, or look it up."""
        from constructs_lib.constructs.csi_driver import EFS_CSI, CsiDriver  # noqa: PLC0415  # hub files know the add-ons, and must not load CDKTF

        return CsiDriver(info.stack, "EfsCsiDriver", cluster=info.cluster, kind=EFS_CSI, props=self)
