"""Blocks that one version of a provider's binding takes as a single block, and another in a list."""

from __future__ import annotations

import sys
from typing import Any, TypeVar

Block = TypeVar("Block")


def one_block(block: Block) -> Block:
    """Return a block in the form that its binding takes.

    The schemas of resources that a provider moved to Terraform's plugin framework no longer declare that a block is single, so a binding
    takes a list. It then has a class for that list: for ``NamespaceV1Metadata``, ``NamespaceV1MetadataList``, from Kubernetes provider 3.3
    on (source: cdktn-provider-kubernetes 17.1.0). In the state such a block has always been a list, so addresses stay the same.

    Args:
        block: an instance of a class of the binding.

    Returns:
        The block, in a list if the binding takes one. The type is that of CDKTF's bindings, against which types are checked.
    """
    cls = type(block)
    listed: Any = [block]
    return listed if hasattr(sys.modules[cls.__module__], f"{cls.__name__}List") else block


def first_block(blocks: Block) -> Block:
    """Return the single block of a resource from its property, which is the block itself or a list."""
    get = getattr(blocks, "get", None)
    block: Block = get(0) if callable(get) else blocks
    return block
