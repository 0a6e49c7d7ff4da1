"""The CSI drivers of Amazon EBS and Amazon EFS as add-ons."""

from __future__ import annotations

from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps


class EbsCsiDriverAddOn(EbsCsiDriverAddOnProps, AddOn):
    """The Amazon EBS CSI driver. Volumes for one pod at a time. Source: Amazon EKS add-on ``aws-ebs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Install the driver, or look it up."""
        from constructs_lib.constructs.eks.csi_driver import EBS_CSI, CsiDriver  # noqa: PLC0415  # see contract.py

        driver = CsiDriver(info.stack, "EbsCsiDriver", cluster=info.cluster, kind=EBS_CSI, props=self, tags=info.cluster.tags)
        return Deployment(ready=driver.ready, construct=driver)


class EfsCsiDriverAddOn(EfsCsiDriverAddOnProps, AddOn):
    """The Amazon EFS CSI driver. File systems that many pods share. Source: Amazon EKS add-on ``aws-efs-csi-driver``."""

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Install the driver, or look it up."""
        from constructs_lib.constructs.eks.csi_driver import EFS_CSI, CsiDriver  # noqa: PLC0415  # see contract.py

        driver = CsiDriver(info.stack, "EfsCsiDriver", cluster=info.cluster, kind=EFS_CSI, props=self)
        return Deployment(ready=driver.ready, construct=driver)
