"""What a blueprint hands to each add-on: the cluster, named resources, and what earlier add-ons have published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from constructs_lib.models.naming import stack_slug
from constructs_lib.models.terraform_cli import TerraformCli
from constructs_lib.models.types import OF_JAVASCRIPT

if TYPE_CHECKING:  # importing an add-on must not import CDKTF
    from cdktf import TerraformStack

    from constructs_lib.add_ons.add_on import AddOn, Deployed
    from constructs_lib.constructs.dependencies import Dependables
    from constructs_lib.constructs.existing_cluster import ExistingCluster


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
        """Give a name that no other hub on the cluster has, for what is not inside the namespace.

        Stack and namespace are joined by a dot, which neither has by then: ``a-b`` with ``c`` is not ``a`` with ``b-c``.
        """
        stack = self.stack.node.id
        slug = stack_slug(stack)
        # What loses its capitals, underscores and dots is told apart by a hash.
        told_apart = slug if slug == stack else f"{slug}-{hashlib.sha256(stack.encode()).hexdigest()[:6]}"
        return f"{told_apart}.{namespace}"

    def construct_id(self, namespace: str) -> str:
        """Give the id of a hub's construct: its namespace, but for those that CDKTF or Terraform can't take as an id.

        Terraform's names start with no digit, and ``backend`` is what CDKTF calls its own construct. The capital keeps these
        ids apart from all namespaces.
        """
        taken = namespace in OF_JAVASCRIPT or namespace == "backend"
        return f"Hub_{namespace}" if taken or namespace[0].isdigit() else namespace
