"""Settings of a pipeline, read from hub files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from constructs_lib.hub_files import HubFile
from constructs_lib.models.eks.cluster import Authentication
from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus

#: When the nightly check for drift runs, in UTC.
NIGHTLY = "17 3 * * *"


@dataclass(frozen=True)
class PipelineStack:
    """A stack of the pipeline.

    Args:
        name: name of the stack.
        region: Region of its cluster.
        needs_aws_cli: whether Terraform logs in to the cluster with ``aws eks get-token``.
    """

    name: str
    region: str
    needs_aws_cli: bool


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """A pipeline for hub files.

    Args:
        paths: hub files and folders, relative to the repository.
        stacks: stacks of the hub files.
        role: ARN of the IAM role that deploys.
        plan_role: ARN of the IAM role that plans and checks for drift.
        branch: branch to deploy from.
        environment: the deployment environment that approves deployments.
        package: requirement for pip.
        opentofu: whether OpenTofu is used instead of Terraform.
        binary_version: version of the program.
        command: the command that writes the pipeline again.
    """

    paths: Sequence[str]
    stacks: Sequence[PipelineStack]
    role: str
    plan_role: str
    branch: str
    environment: str
    package: str
    opentofu: bool
    binary_version: str
    command: str

    @property
    def hubs(self) -> str:
        """The value of ``HUBS``."""
        return shlex.join(self.paths)

    @property
    def triggers(self) -> list[str]:
        """Patterns of files that trigger the pipeline when they change."""
        return [path if Path(path).suffix else f"{path.rstrip('/')}/**" for path in self.paths]


def stacks_of(files: Sequence[HubFile]) -> list[PipelineStack]:
    """Return the stacks of hub files.

    Raises:
        ToolError: the state of a stack would be lost with the machine that runs the pipeline.
    """
    if lost := sorted(file.stack for file in files if file.backend is None):
        raise ToolError(
            f"A runner's files are lost after each run, and with them the Terraform state of: {', '.join(lost)}.\n"
            "Store the state in S3: add to each of these hub files, before the next deployment:\n"
            "  backend: {s3: {bucket: NAME_OF_A_BUCKET, key: hubs/NAME.tfstate, region: REGION_OF_THE_BUCKET}}\n"
            "To keep the state of a stack that is already deployed, then run: terraform init -migrate-state",
            ExitStatus.MISTAKES,
        )
    return [PipelineStack(file.stack, file.cluster.region, file.cluster.authentication is Authentication.EXEC) for file in files]


def program_of(files: Sequence[HubFile]) -> tuple[bool, str]:
    """Return whether OpenTofu runs the stacks, and the newest minimum version among the hub files.

    Raises:
        ToolError: one stack uses OpenTofu and another Terraform.
    """
    tofu = [file for file in files if file.opentofu_version]
    if tofu and len(tofu) < len(files):
        other = next(file for file in files if not file.opentofu_version)
        raise ToolError(
            f"One pipeline runs one program: the stack {tofu[0].stack!r} sets opentofu_version and {other.stack!r} does not. "
            "Set it in all hub files or in none, or write a pipeline for each: jupyterhub-on-eks ci github hubs/one.yaml --output …",
            ExitStatus.MISTAKES,
        )
    versions = [str(file.opentofu_version if tofu else file.terraform_version or "1.11") for file in files]
    return bool(tofu), max(versions, key=lambda version: [int(part) for part in version.split(".")])


class _Dumper(yaml.SafeDumper):
    """Writes scripts as blocks, and repeats values instead of using anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def document(comment: Sequence[str], content: dict[str, Any]) -> str:
    """Return a pipeline as YAML, below a comment.

    Args:
        comment: lines of the comment.
        content: the pipeline.
    """
    body = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"# {line}\n" for line in comment) + "\n".join(_readable(body)) + "\n"


def _readable(body: str) -> Iterator[str]:
    """Yield the lines, with an empty line before each section, and ``on`` as a key rather than the boolean of YAML 1.1."""
    for line in body.splitlines():
        if line and not line.startswith((" ", "#", "-")) and line.endswith(":"):
            yield ""
        yield "on:" if line == "'on':" else line
