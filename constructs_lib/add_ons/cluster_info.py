"""What a blueprint hands to each add-on: the cluster, named resources, and what earlier add-ons have published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdktf import TerraformStack

from constructs_lib.constructs.dependencies import Dependables
from constructs_lib.constructs.existing_cluster import ExistingCluster
from constructs_lib.models.terraform_cli import TerraformCli

if TYPE_CHECKING:
    from constructs_lib.add_ons.add_on import AddOn, Deployed


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterInfo:
    """One blueprint's view of the cluster, in EKS Blueprints' word.

    Args:
        stack: where the add-ons put their constructs.
        cluster: the existing cluster.
        cli: the Terraform or OpenTofu that will run the stack.
        certificate_arns: ARN of each named certificate.
        scheduled: each add-on deployed so far, as it is found on the stack.
        storage_classes: storage classes that hubs deployed so far make, by name.
    """

    stack: TerraformStack
    cluster: ExistingCluster
    cli: TerraformCli = field(default_factory=TerraformCli)
    certificate_arns: Mapping[str, str] = field(default_factory=dict)
    scheduled: Mapping[type[AddOn], Deployed] = field(default_factory=dict)
    storage_classes: Mapping[str, Dependables] = field(default_factory=dict)

    def ready(self, add_on: type[AddOn]) -> Dependables:
        """Give what to wait for before using what an add-on of this kind provides; nothing where it manages nothing."""
        return self.scheduled[add_on].ready if add_on in self.scheduled else []

    def unique_name(self, namespace: str) -> str:
        """Give a name that no other hub on the cluster has, for what is not inside the namespace."""
        return f"{self.stack.node.id}-{namespace}".lower().replace("_", "-")
