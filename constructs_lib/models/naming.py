"""Names derived from a stack and a namespace, which are therefore unique on a cluster."""

from __future__ import annotations

import hashlib

from constructs_lib.models.kinds.validators import OF_JAVASCRIPT


def stack_slug(stack: str) -> str:
    """Return a stack's name in the form that names of Kubernetes and AWS allow: no capitals, underscores or dots."""
    return stack.lower().replace("_", "-").replace(".", "-")


def unique_name(stack: str, namespace: str) -> str:
    """Return a name that no other hub on the cluster has, for objects outside the namespace.

    Stack and namespace are joined by a dot, which neither contains: ``a-b`` with ``c`` differs from ``a`` with ``b-c``.
    """
    slug = stack_slug(stack)
    # A hash distinguishes stacks whose names differ only in capitals, underscores or dots.
    distinct = slug if slug == stack else f"{slug}-{hashlib.sha256(stack.encode()).hexdigest()[:6]}"
    return f"{distinct}.{namespace}"


def construct_id(namespace: str) -> str:
    """Return the id of a hub's construct: its namespace, unless CDKTF or Terraform doesn't allow it as an id.

    Terraform's names can't start with a digit, and ``backend`` is the id of CDKTF's own construct. The capital letter keeps these
    ids distinct from all namespaces.
    """
    taken = namespace in OF_JAVASCRIPT or namespace == "backend"
    return f"Hub_{namespace}" if taken or namespace[0].isdigit() else namespace
