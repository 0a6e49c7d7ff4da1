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
    """A volume that is one EFS directory; a claim is bound to it by name.

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
        """Claim the volume under a name in a namespace, and give what to wait for.

        Kubernetes lets neither be changed, so both are replaced when the directory becomes another.
        """
        self._volume.add_override("lifecycle.replace_triggered_by", [self._directory.replace_trigger])
        lifecycle = TerraformResourceLifecycle(ignore_changes=["spec[0].resources"], replace_triggered_by=[self._directory.replace_trigger])
        return self._claim(PersistentVolumeClaimV1Metadata(name=name, namespace=namespace), lifecycle)

    def claim_for_helm(self, *, name: str, namespace: str, labels: Mapping[str, str], annotations: Mapping[str, str]) -> Dependables:
        """Claim the volume under the name of a chart's own claim, which Helm then adopts, and give what to wait for.

        Nothing is replaced when the directory becomes another: the release holds the claim, so it would wait to be deleted for
        ever, and Kubernetes' refusal to change the volume is the better answer.

        Args:
            name: what the chart calls its claim.
            namespace: where the release is.
            labels: by which Helm knows what it may adopt; it adds its own.
            annotations: the same, with all that the chart writes on the claim.
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
