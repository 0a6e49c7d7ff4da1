"""Blocks that one version of a provider's binding takes alone, and another in a list."""

from __future__ import annotations

import sys
from typing import Any, TypeVar

Block = TypeVar("Block")


def one_block(block: Block) -> Block:
    """Give a block as its binding takes it.

    Resources that a provider has moved to Terraform's plugin framework no longer say that a block may be there once, so a binding takes
    a list of them. It then has a class for that list: of ``NamespaceV1Metadata``, ``NamespaceV1MetadataList``, from Kubernetes provider 3.3
    on (source: cdktn-provider-kubernetes 17.1.0). In the state such a block has been a list all along, so addresses stay.

    Args:
        block: of a class of the binding.

    Returns:
        The block, in a list where the binding takes one. The type is that of CDKTF's bindings, which the types are checked with.
    """
    cls = type(block)
    listed: Any = [block]
    return listed if hasattr(sys.modules[cls.__module__], f"{cls.__name__}List") else block


def first_block(blocks: Block) -> Block:
    """Give the block that a resource has once, of what its property returns: the block itself, or a list of them."""
    get = getattr(blocks, "get", None)
    block: Block = get(0) if callable(get) else blocks
    return block
