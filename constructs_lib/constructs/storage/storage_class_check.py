"""Check of the reclaim policy of an existing storage class."""

from __future__ import annotations

from cdktf import Postcondition, TerraformResourceLifecycle
from cdktf_cdktf_provider_kubernetes.data_kubernetes_storage_class_v1 import (
    DataKubernetesStorageClassV1,
    DataKubernetesStorageClassV1Metadata,
)
from constructs import Construct

from constructs_lib.models.storage.ebs import EbsRemovalPolicy


class StorageClassCheck(Construct):
    """Reads a class of the cluster at plan, and fails the plan if its reclaim policy doesn't match the removal policy.

    The class is managed elsewhere, so it isn't changed: a class's reclaim policy is immutable in Kubernetes anyway.
    A missing class fails the plan as well. A destroy isn't affected.
    Sources: Kubernetes, "Storage Classes", "Reclaim policy"; Terraform, "Custom Conditions".

    Args:
        name: name of the class.
        removal_policy: the removal policy in the hub file.
    """

    def __init__(self, scope: Construct, id: str, *, name: str, removal_policy: EbsRemovalPolicy) -> None:
        super().__init__(scope, id)

        wanted = removal_policy.reclaim_policy.value
        (other,) = (policy for policy in EbsRemovalPolicy if policy is not removal_policy)
        DataKubernetesStorageClassV1(
            self,
            "Resource",
            metadata=DataKubernetesStorageClassV1Metadata(name=name),
            lifecycle=TerraformResourceLifecycle(
                postcondition=[
                    Postcondition(
                        condition=f'${{self.reclaim_policy == "{wanted}"}}',
                        error_message=(
                            f"ebs_config.removal_policy: {removal_policy} requires a storage class with the reclaim policy {wanted}, "
                            f"and {name} has '${{self.reclaim_policy}}'. Set another class, let the hub file create one "
                            f"(storage_class: {{name: …}}), or set removal_policy: {other}."
                        ),
                    )
                ]
            ),
        )
