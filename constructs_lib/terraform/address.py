"""Addresses in Terraform, for what CDKTF has no references for: ``for`` expressions, ``replace_triggered_by``, ``removed``.

CDKTF's own references are tokens, which render as ``${…}`` and so can't stand inside of an expression that is written by hand.
Source: Terraform, "References to named values".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from cdktf import TerraformDataSource, TerraformElement, TerraformResource, TerraformStack
from constructs import Construct

#: CDKTF's own bound on names.
_LONGEST = 255


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
    kind = _kind(type(element)) or element.terraform_resource_type
    return block_address(section, kind, element.friendly_unique_id)


@cache  # each look crosses to Node and back
def _kind(cls: type[TerraformResource | TerraformDataSource]) -> str | None:
    return getattr(cls, "TF_RESOURCE_TYPE", None)


def former_address(scope: Construct, id: str, kind: str) -> str:
    """Return the address of a resource that earlier synths made at this place, and this one doesn't.

    Args:
        scope: where it was made.
        id: its id there, which is taken from now on.
        kind: Terraform's type, for example ``aws_efs_file_system``.
    """
    return block_address("resource", kind, TerraformElement(scope, id).friendly_unique_id)


def unique_names(scope: Construct, ids: Iterable[str], *, stack: TerraformStack) -> dict[str, str]:
    """Return the names that CDKTF gives resources of these ids, for blocks that are written without a construct of their own.

    Args:
        scope: the construct that they are part of.
        ids: their ids there.
        stack: the stack that they are in.
    """
    path = scope.node.path.removeprefix(f"{stack.node.path}/").split("/")
    return {id_: _unique_id([*path, id_]) for id_ in ids}


def _unique_id(path: list[str]) -> str:
    """Source: CDKTF 0.21, ``lib/private/unique.ts``. tests/constructs_lib/terraform/test_address.py compares with it."""
    path = [part for part in path if part != "Default"]
    kept: list[str] = []
    for part in path:
        if not (kept and kept[-1].endswith(part)):
            kept.append(part)
    readable = [re.sub("[^A-Za-z0-9_-]", "", part) for part in kept]
    if len(path) == 1 and len(readable[0]) <= _LONGEST:
        return readable[0]
    human = "_".join(words for words, part in zip(readable, kept, strict=True) if part != "Resource")
    return f"{human[:240]}_{hashlib.md5('/'.join(path).encode(), usedforsecurity=False).hexdigest()[:8].upper()}"
