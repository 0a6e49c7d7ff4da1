"""The contract of an add-on: what it is given, and what it publishes.

The modules of this package are read with every hub file, so they import no CDKTF: constructs are imported by ``deploy``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from constructs_lib.models import naming
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.output import Output
from constructs_lib.models.prerequisites import Prerequisite
from constructs_lib.models.terraform_cli import TerraformCli

if TYPE_CHECKING:
    from cdktf import TerraformStack
    from constructs import Construct

    from constructs_lib.constructs.eks.cluster import ExistingCluster
    from constructs_lib.terraform.dependencies import Dependables


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What an add-on has put onto the stack, for the add-ons after it and for the user.

    Args:
        ready: what to wait for before using what the add-on provides. Default: nothing.
        construct: the add-on's construct, for add-ons that know its type. Default: none.
        outputs: the stack's outputs, by name. Names are a contract. Default: none.
        storage_classes: storage classes that the add-on makes, by name, each with what to wait for. Default: none.
        removed: addresses that Terraform has to forget without deleting what they stand for (``removed`` blocks). Default: none.
        retained: addresses that outlive a destroy of the stack. Default: none.
        prerequisites: what someone else has to provide. Default: nothing.
        warnings: what works but should be known, beyond the warnings of the settings. Default: nothing.
        namespace: Kubernetes namespace in which it runs. Default: none that is the add-on's own.
        status_commands: commands that show whether it runs. Default: none.
        url: where users reach it: text, or a reference that is known after the deployment. Default: nowhere.
    """

    ready: Dependables = ()
    construct: Construct | None = None
    outputs: Mapping[str, Output] = field(default_factory=dict)
    storage_classes: Mapping[str, Dependables] = field(default_factory=dict)
    removed: Sequence[str] = ()
    retained: Sequence[str] = ()
    prerequisites: Sequence[Prerequisite] = ()
    warnings: Sequence[str] = ()
    namespace: str | None = None
    status_commands: Sequence[str] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterInfo:
    """One blueprint's view of the cluster, in EKS Blueprints' word.

    Args:
        stack: where the add-ons put their constructs.
        cluster: the existing cluster.
        cli: the Terraform or OpenTofu that will run the stack. Default: the oldest that is supported.
        certificate_arns: ARN of each named certificate. Default: there are none.
        deployed: key and deployment of each earlier add-on, in their order. Default: there are none.
    """

    stack: TerraformStack
    cluster: ExistingCluster
    cli: TerraformCli = field(default_factory=TerraformCli)
    certificate_arns: Mapping[str, str] = field(default_factory=dict)
    deployed: Sequence[tuple[str, Deployment]] = ()

    def deployment(self, key: str) -> Deployment:
        """Return what the latest add-on with this key has published; an empty deployment where there is none."""
        return next((deployment for other, deployment in reversed(self.deployed) if other == key), Deployment())

    @property
    def storage_classes(self) -> Mapping[str, Dependables]:
        """Storage classes that earlier add-ons make, by name."""
        return {name: ready for _, deployment in self.deployed for name, ready in deployment.storage_classes.items()}

    def unique_name(self, namespace: str) -> str:
        """Return a name that no other hub on the cluster has, for what is not inside the namespace."""
        from constructs_lib.terraform.asked_once import stack_id  # noqa: PLC0415  # importing an add-on loads no CDKTF

        return naming.unique_name(stack_id(self.stack), namespace)


class AddOn(AddOnProps):
    """Settings that know how to deploy themselves onto a cluster. All text in them is literal: template marks are escaped."""

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Put this add-on's constructs onto the stack, and return what it publishes.

        Args:
            info: the cluster, named resources, and what earlier add-ons have published.
        """
        raise NotImplementedError
