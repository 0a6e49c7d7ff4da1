"""An output of a stack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """An output of the stack.

    Args:
        value: text, or a reference that is known after deployment.
        description: what the value means.
    """

    value: str
    description: str
