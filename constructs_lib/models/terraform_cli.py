"""Which Terraform or OpenTofu will run a stack, as far as it decides what can be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from constructs_lib.models.kinds.validators import matching, text_not_number

CliVersion = Annotated[
    str,
    text_not_number('is a number, in which 1.10 would be 1.1; write it in quotes, for example "1.11"'),
    matching(r"[1-9][0-9]{0,3}\.[0-9]{1,4}(\.[0-9]{1,4})?", 'is not a version; write major and minor in quotes, for example "1.11"'),
]

#: The oldest versions that this library writes for. Source: S3's own lock file and write-only arguments came with Terraform 1.11.
OLDEST_TERRAFORM, OLDEST_OPENTOFU = "1.11", "1.11"


@dataclass(frozen=True, slots=True)
class TerraformCli:
    """The oldest command line that will run a stack.

    Args:
        terraform_version: of Terraform. None: not said.
        opentofu_version: of OpenTofu, where that runs the stack instead.
    """

    terraform_version: str | None = None
    opentofu_version: str | None = None

    @property
    def required_version(self) -> str | None:
        """The constraint to write into the stack; None where nothing was said."""
        said = self.opentofu_version or self.terraform_version
        return f">= {said}" if said else None

    @property
    def supports_forget(self) -> bool:
        """Whether ``lifecycle { destroy = false }`` is known. Source: change logs of Terraform 1.16 and OpenTofu 1.12."""
        if self.opentofu_version:
            return at_least(self.opentofu_version, "1.12")
        return at_least(self.terraform_version or OLDEST_TERRAFORM, "1.16")


def at_least(version: str, wanted: str) -> bool:
    """Compare versions by major and minor."""
    return _numbers(version) >= _numbers(wanted)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))[:2]
