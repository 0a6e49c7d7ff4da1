"""A storage class of the cluster whose reclaim policy a hub relies on."""

from __future__ import annotations

from cdktf import Postcondition, TerraformResourceLifecycle
from cdktf_cdktf_provider_kubernetes.data_kubernetes_storage_class_v1 import (
    DataKubernetesStorageClassV1,
    DataKubernetesStorageClassV1Metadata,
)
from constructs import Construct

from constructs_lib.models.storage.ebs import EbsRemovalPolicy


class StorageClassCheck(Construct):
    """Reads a class of the cluster at plan, and refuses the plan where its reclaim policy isn't the one of the removal policy.

    The class is someone else's, so nothing is changed about it: Kubernetes changes no class's reclaim policy in place anyway.
    A class that is missing fails at plan as well. A destroy isn't stopped.
    Sources: Kubernetes, "Storage Classes", "Reclaim policy"; Terraform, "Custom Conditions".

    Args:
        name: name of the class.
        removal_policy: what the hub file says.
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
                            f"ebs_config.removal_policy: {removal_policy} needs a storage class with the reclaim policy {wanted}, "
                            f"and {name} has '${{self.reclaim_policy}}'. Name another class, let the hub file make one "
                            f"(storage_class: {{name: …}}), or write removal_policy: {other}."
                        ),
                    )
                ]
            ),
        )
