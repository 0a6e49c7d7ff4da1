"""The stack classes, under their name in the wheel.

In the wheel, the package ``stacks`` replaces this module (decision 0018): a user's app may have a top-level package ``stacks`` too.
"""

from __future__ import annotations

from stacks import App, BlueprintStack

__all__ = ["App", "BlueprintStack"]
