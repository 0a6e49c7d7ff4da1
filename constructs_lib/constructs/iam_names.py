"""Names of IAM roles."""

from __future__ import annotations

#: Maximum characters before the random suffix of a role's name. Source: IAM API, ``CreateRole``: 64, of which Terraform's suffix takes 26.
LONGEST_ROLE_PREFIX = 38


def role_name_prefix(stack: str, purpose: str) -> str:
    """Return a role's name prefix from its stack and purpose, with the stack's name shortened to IAM's limit."""
    return f"{stack[: LONGEST_ROLE_PREFIX - len(purpose) - 2].rstrip('-_')}-{purpose}-"
