"""Names that derive from a stack and a namespace, and so are unique on a cluster."""

from __future__ import annotations

import hashlib

from constructs_lib.models.kinds.validators import OF_JAVASCRIPT


def stack_slug(stack: str) -> str:
    """Return a stack's name as names of Kubernetes and AWS may have it: no capitals, underscores or dots."""
    return stack.lower().replace("_", "-").replace(".", "-")


def unique_name(stack: str, namespace: str) -> str:
    """Return a name that no other hub on the cluster has, for what is not inside the namespace.

    Stack and namespace are joined by a dot, which neither has by then: ``a-b`` with ``c`` is not ``a`` with ``b-c``.
    """
    slug = stack_slug(stack)
    # A hash distinguishes stacks whose names differ only in capitals, underscores or dots.
    distinct = slug if slug == stack else f"{slug}-{hashlib.sha256(stack.encode()).hexdigest()[:6]}"
    return f"{distinct}.{namespace}"


def construct_id(namespace: str) -> str:
    """Return the id of a hub's construct: its namespace, except where CDKTF or Terraform can't take it as an id.

    Terraform's names start with no digit, and ``backend`` is what CDKTF calls its own construct. The capital keeps these
    ids apart from all namespaces.
    """
    taken = namespace in OF_JAVASCRIPT or namespace == "backend"
    return f"Hub_{namespace}" if taken or namespace[0].isdigit() else namespace
