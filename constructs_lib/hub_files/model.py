"""The hub file as a model: one file, one stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from constructs_lib.add_ons.contract import AddOn
from constructs_lib.blueprint import Blueprint, class_names
from constructs_lib.checks.blueprint import blueprint_problems
from constructs_lib.errors import Problem
from constructs_lib.hub_files.add_on_entry import AddOnEntry, Entry
from constructs_lib.models.base import Model
from constructs_lib.models.eks.cluster import BackendConfig, ClusterConfig
from constructs_lib.models.exposure.certificates import CertificateConfig, CertificateName
from constructs_lib.models.kinds.aws import TagKey, TagValue
from constructs_lib.models.kinds.text import StackName
from constructs_lib.models.releases import with_releases
from constructs_lib.models.secrets.plaintext import plain_text_problems
from constructs_lib.models.terraform_cli import OLDEST_OPENTOFU, OLDEST_TERRAFORM, CliVersion, TerraformCli, at_least

#: Maximum number of tags on a resource. Source: AWS General Reference, "Tagging your AWS resources".
MOST_TAGS = 50
#: The tag that file systems and security groups get.
NAME_TAG = "Name"


class HubFile(Model):
    """A hub file: an existing cluster and an ordered array of add-ons."""

    stack: StackName
    """Name of the Terraform stack. Default: the file's name without its suffix."""
    cluster: ClusterConfig
    """The existing EKS cluster."""
    tags: dict[TagKey, TagValue] = Field(default_factory=dict)
    """Tags on every AWS resource (the provider's default_tags), at most 50 including the tag Name, which some resources get."""
    backend: BackendConfig | None = None
    """Where Terraform stores the state. Default: a local file; s3 is always encrypted and locked."""
    terraform_version: CliVersion | None = None
    """The oldest Terraform that will run the stack, for example "1.11" (the default); determines how RETAIN works."""
    opentofu_version: CliVersion | None = None
    """The oldest OpenTofu that will run the stack, instead of terraform_version."""
    certificates: dict[CertificateName, CertificateConfig] = Field(default_factory=dict)
    """Named certificates, for certificate_resource_name."""
    add_ons: tuple[Entry, ...] = Field(min_length=1)
    """The add-ons, in order: each may depend only on those before it."""

    @property
    def cli(self) -> TerraformCli:
        """The command line that will run the stack."""
        return TerraformCli(terraform_version=self.terraform_version, opentofu_version=self.opentofu_version)

    def blueprint(self) -> Blueprint:
        """Return cluster, add-ons, certificates and command line as one value. They were checked with the file."""
        return Blueprint(
            cluster=self.cluster,
            add_ons=[add_on for entry in self.add_ons for add_on in entry.add_ons()],
            certificates=self.certificates,
            cli=self.cli,
            verified=True,
        )


def _add_ons_fit(file: HubFile) -> Iterator[Problem]:
    entries: Iterable[AddOnEntry | None] = file.add_ons  # None: an invalid entry, in the report of an invalid file
    add_ons: list[AddOn | None] = [next(iter(entry.add_ons()), None) if entry else None for entry in entries]
    yield from blueprint_problems(with_releases(add_ons), file, class_names=class_names())


def _one_command_line(file: HubFile) -> Iterator[Problem]:
    if file.terraform_version and file.opentofu_version:
        yield Problem(
            "terraform_version and opentofu_version are both set; only one of them runs the stack, remove the other", ("opentofu_version",)
        )
    for key, oldest in (("terraform_version", OLDEST_TERRAFORM), ("opentofu_version", OLDEST_OPENTOFU)):
        version = getattr(file, key)
        if version and not at_least(version, oldest):
            yield Problem(f"{version!r} is too old; use {oldest!r} or newer", (key,))


def _no_plain_secrets(file: HubFile) -> Iterator[Problem]:
    yield from plain_text_problems({key: getattr(file, key) for key in ("cluster", "tags", "backend", "certificates") if key in vars(file)})


def _tags_can_be_set(file: HubFile) -> Iterator[Problem]:
    """Sources: AWS General Reference, "Tagging your AWS resources": 50 tags; AWS IAM user guide, "Tags for IAM resources": keys are case-insensitive."""
    number = len({*file.tags, NAME_TAG})
    if number > MOST_TAGS:
        yield Problem(
            f"has {number} tags including {NAME_TAG}, which some resources get; AWS allows {MOST_TAGS}. Remove {number - MOST_TAGS}",
            ("tags",),
        )
    seen: dict[str, str] = {}
    for key in file.tags:
        other = seen.setdefault(key.lower(), key)
        if other != key:
            yield Problem(f"differs from {other} only in case, so IAM treats them as one tag; remove one of them", ("tags", key))


HubFile.RULES = (_add_ons_fit, _one_command_line, _no_plain_secrets, _tags_can_be_set)
