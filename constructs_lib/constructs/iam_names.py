"""Names of IAM roles."""

from __future__ import annotations

#: Characters before the random suffix of a role's name. Source: IAM API, ``CreateRole``: 64, of which Terraform's suffix takes 26.
LONGEST_ROLE_PREFIX = 38


def role_name_prefix(stack: str, purpose: str) -> str:
    """Name a role after its stack and purpose, the stack's name shortened where IAM has no room for it."""
    return f"{stack[: LONGEST_ROLE_PREFIX - len(purpose) - 2].rstrip('-_')}-{purpose}-"
