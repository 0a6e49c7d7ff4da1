"""How the name of a stack becomes part of other names."""

from __future__ import annotations


def stack_slug(stack: str) -> str:
    """Returns the stack's name as Kubernetes and AWS accept it in a name: without capitals, underscores or dots."""
    return stack.lower().replace("_", "-").replace(".", "-")
