"""The hub file as a model: one file, one stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from constructs_lib.add_ons import AddOn, AwsLoadBalancerControllerAddOn, EbsCsiDriverAddOn, EfsCsiDriverAddOn, JupyterHubAddOn
from constructs_lib.checks.add_ons import add_on_problems
from constructs_lib.checks.certificates import certificate_problems
from constructs_lib.checks.dns_names import dns_name_problems
from constructs_lib.checks.shared_storage import shared_storage_problems
from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig, CertificateName
from constructs_lib.models.kinds.aws import TagKey
from constructs_lib.models.kinds.text import StackName
from constructs_lib.models.terraform_cli import OLDEST_OPENTOFU, OLDEST_TERRAFORM, CliVersion, TerraformCli, at_least


class AddOnEntry(Model):
    """One entry of the array: the add-on's key with its settings."""

    ebs_csi_driver: EbsCsiDriverAddOn | None = None
    """The Amazon EBS CSI driver."""
    efs_csi_driver: EfsCsiDriverAddOn | None = None
    """The Amazon EFS CSI driver."""
    aws_load_balancer_controller: AwsLoadBalancerControllerAddOn | None = None
    """The AWS Load Balancer Controller."""
    jupyterhub: JupyterHubAddOn | None = None
    """A hub; may occur more than once."""

    def named(self) -> list[AddOn]:
        """Give the add-ons that this entry names; a right one names one."""
        return [value for key in type(self).model_fields if (value := getattr(self, key, None)) is not None]


def _one_add_on(entry: AddOnEntry) -> Iterator[Problem]:
    keys = sorted(entry.model_fields_set)
    if len(keys) > 1:
        yield Problem(f"names {len(keys)} add-ons ({', '.join(keys)}); write each as an entry of its own, since their order counts")
        return
    for key in keys:
        if getattr(entry, key) is None:
            defaults = "" if key == JupyterHubAddOn.KEY else f", or {key}: {{}} for the defaults"
            yield Problem(f"has no settings; write them below it, indented{defaults}", (key,))


AddOnEntry.RULES = (_one_add_on,)


def _with_settings(entry: Any) -> Any:
    """Say of what is no entry how one looks."""
    example = entry if isinstance(entry, str) and entry in AddOnEntry.model_fields else "ebs_csi_driver"
    if isinstance(entry, str):
        settings = "with its settings below it, indented" if entry == JupyterHubAddOn.KEY else "{}"
        raise ValueError(f"has no settings; write {example}: {settings}")  # noqa: TRY004  # pydantic collects ValueErrors
    if entry in (None, {}):
        raise ValueError(
            f"names no add-on; write one of {', '.join(AddOnEntry.model_fields)} with its settings, for example {example}: {{}}"
        )
    return entry


#: An entry of the array, as a hub file may hold it.
Entry = Annotated[AddOnEntry, BeforeValidator(_with_settings)]


class HubFile(Model):
    """A hub file: an existing cluster and an ordered array of add-ons."""

    stack: StackName
    """Name of the Terraform stack. Default: the file's name without its suffix."""
    cluster: ClusterConfig
    """The existing EKS cluster."""
    tags: dict[TagKey, str] = Field(default_factory=dict)
    """Tags on every AWS resource (the provider's default_tags)."""
    backend: BackendConfig | None = None
    """Where Terraform keeps the state. Default: a local file; s3 is always encrypted and locked."""
    terraform_version: CliVersion | None = None
    """The oldest Terraform that will run the stack, for example "1.11" (the default); decides what RETAIN can be."""
    opentofu_version: CliVersion | None = None
    """The oldest OpenTofu that will run the stack, instead of terraform_version."""
    certificates: dict[CertificateName, CertificateConfig] = Field(default_factory=dict)
    """Named certificates, for certificate_resource_name."""
    add_ons: tuple[Entry, ...] = Field(min_length=1)
    """The add-ons, in order: each may lean only on those before it."""

    @property
    def cli(self) -> TerraformCli:
        """The command line that will run the stack."""
        return TerraformCli(terraform_version=self.terraform_version, opentofu_version=self.opentofu_version)

    def blueprint(self) -> list[AddOn]:
        """Give the add-ons in their order."""
        return [add_on for entry in self.add_ons for add_on in entry.named()]


def _add_ons_in(file: HubFile) -> list[AddOn | None]:
    entries: Iterable[AddOnEntry | None] = file.add_ons  # None: an entry that can't be understood, in the report on a wrong file
    return [next(iter(entry.named()), None) if entry else None for entry in entries]


def _add_ons_fit(file: HubFile) -> Iterator[Problem]:
    yield from add_on_problems(_add_ons_in(file))


def _storage_fits(file: HubFile) -> Iterator[Problem]:
    yield from shared_storage_problems(_add_ons_in(file))


def _names_differ(file: HubFile) -> Iterator[Problem]:
    yield from dns_name_problems(_add_ons_in(file))


def _certificates_fit(file: HubFile) -> Iterator[Problem]:
    yield from certificate_problems(_add_ons_in(file), certificates=file.certificates, region=file.cluster.region)


def _one_command_line(file: HubFile) -> Iterator[Problem]:
    if file.terraform_version and file.opentofu_version:
        yield Problem(
            "terraform_version and opentofu_version are both given; one of them runs the stack, take the other out", ("opentofu_version",)
        )
    for key, oldest in (("terraform_version", OLDEST_TERRAFORM), ("opentofu_version", OLDEST_OPENTOFU)):
        version = getattr(file, key)
        if version and not at_least(version, oldest):
            yield Problem(f"{version!r} is too old; write {oldest!r} or newer", (key,))


HubFile.RULES = (_add_ons_fit, _storage_fits, _names_differ, _certificates_fit, _one_command_line)
