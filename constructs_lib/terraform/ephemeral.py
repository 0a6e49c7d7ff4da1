"""Ephemeral resources, which CDKTF 0.21 doesn't support: their values are in neither plan nor state.

Needs Terraform 1.10 or OpenTofu 1.11. Provider configurations and write-only arguments may refer to them. Source: Terraform, "Ephemeral
values in resources", "Use ephemeral resources".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdktf import TerraformStack
from constructs import Construct

from constructs_lib.terraform.address import block_address


def ephemeral_resource(scope: Construct, kind: str, name: str, arguments: Mapping[str, Any]) -> str:
    """Write an ephemeral resource into the stack, and return its address.

    Args:
        scope: a construct of the stack.
        kind: Terraform's type, for example ``aws_eks_cluster_auth``.
        name: the block's name, the only one of its kind in the stack.
        arguments: the block's arguments.
    """
    address = block_address("ephemeral", kind, name)
    TerraformStack.of(scope).add_override(address, dict(arguments))
    return address
