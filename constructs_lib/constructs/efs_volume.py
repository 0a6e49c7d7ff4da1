"""A static Kubernetes volume on an EFS directory."""

from __future__ import annotations

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_kubernetes.persistent_volume_claim_v1 import (
    PersistentVolumeClaimV1,
    PersistentVolumeClaimV1Metadata,
    PersistentVolumeClaimV1Spec,
    PersistentVolumeClaimV1SpecResources,
)
from cdktf_cdktf_provider_kubernetes.persistent_volume_v1 import (
    PersistentVolumeV1,
    PersistentVolumeV1Metadata,
    PersistentVolumeV1Spec,
    PersistentVolumeV1SpecPersistentVolumeSource,
    PersistentVolumeV1SpecPersistentVolumeSourceCsi,
)
from constructs import Construct

from constructs_lib.constructs.dependencies import Dependables, waits_for
from constructs_lib.constructs.efs_directory import EfsDirectory

EFS_DRIVER = "efs.csi.aws.com"


class EfsVolume(Construct):
    """A volume that is one EFS directory; a claim is bound to it by name, or by a storage class that only it has.

    The volume is kept when its claim goes: what is on it is the file system's, whose removal policy decides. A size that changes
    later changes nothing: EFS has no sizes, and Kubernetes refuses to resize such a claim.

    Args:
        name: name of the volume, unique on the cluster.
        directory: what is mounted.
        storage_class: storage class by which volume and claim know each other.
        capacity: size that the volume claims; EFS itself has no limit.
        access_mode: ``ReadWriteMany`` or ``ReadWriteOnce``.
        depends_on: what must be there before the volume is mounted, and be there still while it is unmounted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        directory: EfsDirectory,
        storage_class: str,
        capacity: str,
        access_mode: str = "ReadWriteMany",
        depends_on: Dependables,
    ) -> None:
        super().__init__(scope, id)
        self._storage_class, self._capacity, self._access_mode, self._directory = storage_class, capacity, access_mode, directory

        self._volume = PersistentVolumeV1(
            self,
            "Resource",
            metadata=PersistentVolumeV1Metadata(name=name),
            spec=[
                PersistentVolumeV1Spec(
                    access_modes=[access_mode],
                    capacity={"storage": capacity},
                    persistent_volume_reclaim_policy="Retain",
                    storage_class_name=storage_class,
                    persistent_volume_source=PersistentVolumeV1SpecPersistentVolumeSource(
                        csi=PersistentVolumeV1SpecPersistentVolumeSourceCsi(driver=EFS_DRIVER, volume_handle=directory.volume_handle)
                    ),
                )
            ],
            lifecycle=TerraformResourceLifecycle(ignore_changes=["spec[0].capacity"]),
            depends_on=waits_for(depends_on),
        )

        #: Wait for these before a claim asks for the volume.
        self.available: Dependables = [self._volume]

    def claim(self, *, name: str, namespace: str) -> Dependables:
        """Claim the volume under a name in a namespace, and give what to wait for.

        Kubernetes lets neither be changed, so both are replaced when the directory becomes another.
        """
        # Not where the chart makes the claim: it would hold the old volume for ever, and Kubernetes' refusal is the better answer.
        self._volume.add_override("lifecycle.replace_triggered_by", [self._directory.identity])
        claim = PersistentVolumeClaimV1(
            self,
            "Claim",
            metadata=PersistentVolumeClaimV1Metadata(name=name, namespace=namespace),
            spec=PersistentVolumeClaimV1Spec(
                access_modes=[self._access_mode],
                storage_class_name=self._storage_class,
                volume_name=self._volume.metadata.name,
                resources=PersistentVolumeClaimV1SpecResources(requests={"storage": self._capacity}),
            ),
            lifecycle=TerraformResourceLifecycle(ignore_changes=["spec[0].resources"], replace_triggered_by=[self._directory.identity]),
            depends_on=waits_for(self.available),
        )
        return [claim]
