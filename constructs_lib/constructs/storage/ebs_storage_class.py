"""A storage class of the Amazon EBS CSI driver."""

from __future__ import annotations

from cdktf_cdktf_provider_kubernetes.storage_class_v1 import StorageClassV1, StorageClassV1Metadata
from constructs import Construct

from constructs_lib.constructs.eks.csi_driver import CsiDriver
from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: Source: aws-ebs-csi-driver, "CreateVolume parameters"; Amazon EKS user guide, "Create a storage class" (Auto Mode).
EBS_DRIVER, AUTO_MODE_DRIVER = "ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com"


class EbsStorageClass(Construct):
    """A class with volumes that are created where the first pod runs, can be expanded, and are encrypted by default.

    Args:
        config: name, type, encryption, speed, reclaim policy.
        driver: the driver; its role gets permission to use ``kms_key_id``. None: the driver is not part of this stack, and its owner
            has to grant the permission.
        depends_on: what to wait for before the class is created: the driver.
    """

    def __init__(self, scope: Construct, id: str, *, config: StorageClassConfig, driver: CsiDriver | None, depends_on: Dependables) -> None:
        super().__init__(scope, id)

        key = config.kms_key_id
        permissions = driver.allow_key(self, "KeyPolicy", key_arn=key) if driver and key else []
        storage_class = StorageClassV1(
            self,
            "Resource",
            metadata=StorageClassV1Metadata(name=config.name),
            storage_provisioner=AUTO_MODE_DRIVER if config.auto_mode else EBS_DRIVER,
            parameters=_parameters(config),
            reclaim_policy=config.reclaim_policy.value,
            volume_binding_mode="WaitForFirstConsumer",
            allow_volume_expansion=True,
            depends_on=waits_for(permissions, depends_on),
        )

        #: Wait for these before claiming a volume of the class.
        self.ready: Dependables = [storage_class, *permissions]


def _parameters(config: StorageClassConfig) -> dict[str, str]:
    chosen = {"kmsKeyId": config.kms_key_id, "iops": config.iops, "throughput": config.throughput}
    return {
        "type": config.type.value,
        "encrypted": str(config.encrypted).lower(),
        **{name: str(value) for name, value in chosen.items() if value is not None},
    }
