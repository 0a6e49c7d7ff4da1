"""The stack classes, under the name that they have in the wheel.

The wheel has the package ``stacks`` in this module's place (decision 0018): a user's own app has a top-level package ``stacks`` too.
"""

from __future__ import annotations

from stacks import App, BlueprintStack

__all__ = ["App", "BlueprintStack"]
