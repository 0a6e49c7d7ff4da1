"""The version of Terraform or OpenTofu that will run a stack, which decides what can be rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from constructs_lib.models.kinds.validators import matching, text_not_number

CliVersion = Annotated[
    str,
    text_not_number('is a number, and 1.10 would become 1.1; put it in quotes, for example "1.11"'),
    matching(r"[1-9][0-9]{0,3}\.[0-9]{1,4}(\.[0-9]{1,4})?", 'is not a version; use major and minor version in quotes, for example "1.11"'),
]

#: The oldest supported versions. Source: S3 lock files and write-only arguments were introduced in Terraform 1.11.
OLDEST_TERRAFORM, OLDEST_OPENTOFU = "1.11", "1.11"


@dataclass(frozen=True, slots=True)
class TerraformCli:
    """The oldest Terraform or OpenTofu version that will run a stack.

    Args:
        terraform_version: version of Terraform. None: not set.
        opentofu_version: version of OpenTofu, if that runs the stack instead.
    """

    terraform_version: str | None = None
    opentofu_version: str | None = None

    @property
    def required_version(self) -> str | None:
        """The version constraint of the stack; None if no version is set."""
        given = self.opentofu_version or self.terraform_version
        return f">= {given}" if given else None

    @property
    def supports_forget(self) -> bool:
        """Whether ``lifecycle { destroy = false }`` is supported. Source: change logs of Terraform 1.16 and OpenTofu 1.12."""
        if self.opentofu_version:
            return at_least(self.opentofu_version, "1.12")
        return at_least(self.terraform_version or OLDEST_TERRAFORM, "1.16")


def at_least(version: str, wanted: str) -> bool:
    """Compare versions by major and minor."""
    return _numbers(version) >= _numbers(wanted)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))[:2]
