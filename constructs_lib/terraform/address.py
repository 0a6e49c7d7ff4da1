"""Addresses in Terraform, for what CDKTF has no references for: ``for`` expressions, ``replace_triggered_by``, ``removed``.

CDKTF's own references are tokens, which render as ``${…}`` and so can't stand inside of an expression that is written by hand.
Source: Terraform, "References to named values".
"""

from __future__ import annotations

from cdktf import TerraformDataSource, TerraformElement, TerraformResource
from constructs import Construct


def block_address(section: str, kind: str, name: str) -> str:
    """Return the address of a block.

    Args:
        section: ``resource``, which an address leaves out, or what it begins with: ``data``, ``ephemeral``.
        kind: Terraform's type, for example ``aws_subnet``.
        name: the block's name.
    """
    return f"{kind}.{name}" if section == "resource" else f"{section}.{kind}.{name}"


def address(element: TerraformResource | TerraformDataSource) -> str:
    """Return the address of a resource or data source; all of its instances where it has ``for_each``."""
    section = "data" if isinstance(element, TerraformDataSource) else "resource"
    return block_address(section, element.terraform_resource_type, element.friendly_unique_id)


def former_address(scope: Construct, id: str, kind: str) -> str:
    """Return the address of a resource that earlier synths made at this place, and this one doesn't.

    Args:
        scope: where it was made.
        id: its id there, which is taken from now on.
        kind: Terraform's type, for example ``aws_efs_file_system``.
    """
    return block_address("resource", kind, TerraformElement(scope, id).friendly_unique_id)
