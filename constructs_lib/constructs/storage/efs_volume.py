"""A static Kubernetes volume on an EFS directory."""

from __future__ import annotations

from collections.abc import Mapping

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

from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
from constructs_lib.terraform.dependencies import Dependables, waits_for

EFS_DRIVER = "efs.csi.aws.com"


class EfsVolume(Construct):
    """A volume for one EFS directory; a claim is bound to it by name.

    The volume is kept when its claim is deleted: the removal policy of the file system decides about its data. A later change of the
    size has no effect: EFS has no sizes, and Kubernetes refuses to resize such a claim.

    Args:
        name: name of the volume, unique on the cluster.
        directory: the directory to mount.
        storage_class: storage class of both volume and claim.
        capacity: nominal size of the volume; EFS itself has no limit.
        access_mode: ``ReadWriteMany`` or ``ReadWriteOnce``.
        depends_on: what must exist before the volume is mounted and until it is unmounted.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        directory: EfsAccessPoint,
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

    def claim(self, *, name: str, namespace: str) -> Dependables:
        """Claim the volume under a name in a namespace, and return what to wait for.

        Both are immutable in Kubernetes, so both are replaced when the directory is replaced.
        """
        self._volume.add_override("lifecycle.replace_triggered_by", [self._directory.replace_trigger])
        lifecycle = TerraformResourceLifecycle(ignore_changes=["spec[0].resources"], replace_triggered_by=[self._directory.replace_trigger])
        return self._claim(PersistentVolumeClaimV1Metadata(name=name, namespace=namespace), lifecycle)

    def claim_for_helm(self, *, name: str, namespace: str, labels: Mapping[str, str], annotations: Mapping[str, str]) -> Dependables:
        """Claim the volume under the name of a chart's own claim, which Helm then adopts, and return what to wait for.

        Nothing is replaced when the directory is replaced: the release uses the claim, so its deletion would never
        complete, and an error from Kubernetes about changing the volume is better.

        Args:
            name: name of the chart's claim.
            namespace: namespace of the release.
            labels: labels that Helm requires for adoption; it adds its own.
            annotations: annotations that Helm requires, and all that the chart sets on the claim.
        """
        metadata = PersistentVolumeClaimV1Metadata(name=name, namespace=namespace, labels=dict(labels), annotations=dict(annotations))
        return self._claim(metadata, TerraformResourceLifecycle(ignore_changes=["spec[0].resources", "metadata[0].labels"]))

    def _claim(self, metadata: PersistentVolumeClaimV1Metadata, lifecycle: TerraformResourceLifecycle) -> Dependables:
        claim = PersistentVolumeClaimV1(
            self,
            "Claim",
            metadata=metadata,
            spec=PersistentVolumeClaimV1Spec(
                access_modes=[self._access_mode],
                storage_class_name=self._storage_class,
                volume_name=self._volume.metadata.name,
                resources=PersistentVolumeClaimV1SpecResources(requests={"storage": self._capacity}),
            ),
            lifecycle=lifecycle,
            depends_on=waits_for([self._volume]),
        )
        return [claim]
