"""Stack classes: they compose add-ons on a cluster; no resource is defined in them."""

from __future__ import annotations

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy
from stacks.blueprint_stack import BlueprintStack

__all__ = ["BlueprintStack"]
