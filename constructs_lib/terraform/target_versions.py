"""Declares which Terraform and OpenTofu versions will run a stack. CDK Terrain requires it; CDKTF ignores it."""

from __future__ import annotations

from constructs import Construct

from constructs_lib.models.terraform_cli import OLDEST_OPENTOFU, OLDEST_TERRAFORM
from fast_start.engine import TERRAIN, installed

#: Source: cdktn 0.24.0, ``lib/validations/target-versions.js``. cdktf.json may have the same key, which the command line passes on.
_KEY = "targetVersions"


def declare_target_versions(scope: Construct) -> None:
    """Declare that this library's oldest Terraform or OpenTofu runs the stacks below the scope, unless the app declares others.

    Without it CDK Terrain assumes Terraform 1.5.7 and rejects write-only arguments.

    Args:
        scope: a construct without children; context can't be set later.
    """
    if installed() is TERRAIN and scope.node.try_get_context(_KEY) is None:
        scope.node.set_context(_KEY, {"terraform": f">={OLDEST_TERRAFORM}", "opentofu": f">={OLDEST_OPENTOFU}"})
