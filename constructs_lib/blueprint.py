"""A blueprint: add-ons for an existing EKS cluster, checked as a whole and deployed to a stack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.add_ons.registry import add_ons_by_key
from constructs_lib.checks.blueprint import blueprint_problems
from constructs_lib.checks.certificates import unused_certificates
from constructs_lib.checks.class_volumes import class_volume_warnings
from constructs_lib.checks.promises import promise_warnings
from constructs_lib.checks.user_folders import user_folder_warnings
from constructs_lib.errors import BlueprintError, RenderError
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.image_registry import with_image_registry
from constructs_lib.models.output import Output
from constructs_lib.models.releases import with_releases
from constructs_lib.models.secrets.plaintext import plain_text_problems, plain_text_warnings
from constructs_lib.models.terraform_cli import TerraformCli

if TYPE_CHECKING:
    from cdktf import TerraformStack

    from constructs_lib.constructs.eks.cluster import ExistingCluster


def class_names() -> dict[str, str]:
    """Return the name of each add-on's class by its key, for messages."""
    return {key: add_on.__name__ for key, add_on in add_ons_by_key().items()}


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """Add-ons on an existing EKS cluster, in the order of the array.

    Args:
        cluster: the existing cluster.
        add_ons: in order; each may rely only on those before it.
        certificates: named certificates, which hubs refer to by ``certificate_resource_name``. Default: none.
        cli: the oldest Terraform or OpenTofu that will run the stack. Default: Terraform 1.11.
        verified: the parts have already been checked as a whole, like those of a hub file. Default: they are checked here.

    Raises:
        BlueprintError: the add-ons don't work together; the error lists every conflict.
    """

    cluster: ClusterConfig
    add_ons: Sequence[AddOn]
    certificates: Mapping[str, CertificateConfig] = field(default_factory=dict)
    cli: TerraformCli = field(default_factory=TerraformCli)
    verified: InitVar[bool] = False

    def __post_init__(self, verified: bool) -> None:  # the signature that dataclasses require
        """Set the names of releases and the image registry, and check everything together."""
        object.__setattr__(self, "add_ons", tuple(with_image_registry(with_releases(self.add_ons))))
        problems = [] if verified else list(blueprint_problems(self.add_ons, self, class_names=class_names()))
        if problems:
            raise BlueprintError(problems)

    def warnings(self, tags: Mapping[str, str] | None = None) -> list[str]:
        """Return the warnings, including those about the stack's tags."""
        return [*plain_text_warnings({"tags": dict(tags or {})}), *self._warnings]

    @cached_property
    def _warnings(self) -> list[str]:
        own = (warning for add_on in self.add_ons for warning in add_on.warnings())
        volumes = class_volume_warnings(self.add_ons)
        folders = user_folder_warnings(self.add_ons)
        return [*unused_certificates(self.add_ons, self.certificates), *own, *promise_warnings(self.add_ons), *volumes, *folders]

    def deploy(self, stack: TerraformStack, *, tags: Mapping[str, str] | None = None, make_providers: bool = True) -> list[Deployment]:
        """Deploy the add-ons to a stack, in order, and publish their outputs and warnings on it.

        Args:
            stack: any stack; `stacks.BlueprintStack` is one that contains only a blueprint.
            tags: tags on every AWS resource of the stack (the AWS provider's default tags). Default: none.
            make_providers: configure the AWS, Kubernetes and Helm providers for the cluster. False: the stack has its own providers for
                the cluster and its Region; ``tags`` and the cluster's ``authentication`` then have no effect.

        Returns:
            What each add-on publishes, in order.

        Raises:
            BlueprintError: a tag contains a secret as text.
            RenderError: two add-ons publish an output with the same name.

        Your own stack that also checks what it renders, and writes ``facts.json`` (docs/facts.md) as `stacks.BlueprintStack` does::

            from jupyterhub_on_eks import BlueprintSynthesizer, stack_facts

            deployments = blueprint.deploy(self)
            self.synthesizer = BlueprintSynthesizer(self, facts=stack_facts(blueprint, deployments, stack=self.node.id))
        """
        if problems := list(plain_text_problems({"tags": dict(tags or {})})):
            raise BlueprintError(problems)
        # Hub files are read without CDKTF; only a deployment loads it.
        from constructs_lib.constructs.eks.cluster import ExistingCluster  # noqa: PLC0415
        from constructs_lib.terraform.escape import literal  # noqa: PLC0415

        # All of the user's text is escaped here and nowhere else, so that no add-on or construct can forget it.
        cluster = ExistingCluster(
            stack, "Cluster", config=literal(self.cluster), tags=literal(dict(tags or {})), make_providers=make_providers
        )
        deployed = self._deployed(stack, cluster)
        self._publish(stack, deployed, tags=tags)
        return [deployment for _, deployment in deployed]

    def _deployed(self, stack: TerraformStack, cluster: ExistingCluster) -> list[tuple[str, Deployment]]:
        """Deploy the add-ons in order; each gets what the earlier ones publish. Return the results with the add-ons' keys."""
        from constructs_lib.terraform.escape import literal  # noqa: PLC0415  # as in deploy

        arns = self._certificates(stack)
        deployed: list[tuple[str, Deployment]] = []
        for add_on in self.add_ons:
            info = ClusterInfo(stack=stack, cluster=cluster, cli=self.cli, certificate_arns=arns, deployed=tuple(deployed))
            deployed.append((add_on.KEY, literal(add_on).deploy(info)))
        return deployed

    def _certificates(self, stack: TerraformStack) -> Mapping[str, str]:
        """Create or look up the certificates, and return the ARN of each by its name."""
        if not self.certificates:
            return {}
        from constructs_lib.constructs.exposure.certificates import Certificates  # noqa: PLC0415
        from constructs_lib.terraform.escape import literal  # noqa: PLC0415

        certificates = {name: literal(certificate) for name, certificate in self.certificates.items()}
        return Certificates(stack, "Certificates", certificates=certificates).arns

    def _publish(self, stack: TerraformStack, deployed: Sequence[tuple[str, Deployment]], *, tags: Mapping[str, str] | None) -> None:
        from constructs_lib.terraform.published import publish  # noqa: PLC0415  # as in deploy

        deployments = [deployment for _, deployment in deployed]
        publish(
            stack,
            outputs=_outputs(stack, deployed),
            removed=[address for deployment in deployments for address in deployment.removed],
            warnings=[*self.warnings(tags), *(words for deployment in deployments for words in deployment.warnings)],
        )


def _outputs(stack: TerraformStack, deployed: Sequence[tuple[str, Deployment]]) -> dict[str, Output]:
    """Return the outputs of all add-ons by their names, which other stacks and scripts read: none may replace another."""
    outputs: dict[str, Output] = {}
    publishers: dict[str, str] = {}
    for position, (key, deployment) in enumerate(deployed):
        this = f"add_ons[{position}].{key}"
        for name, output in deployment.outputs.items():
            if other := publishers.get(name):
                raise RenderError(f"{other} and {this} both publish the output {name!r}; give one of them another name", scope=stack)
            outputs[name], publishers[name] = output, this
    return outputs
