"""Stack classes: they compose add-ons on a cluster; no resource is defined in them."""

from __future__ import annotations

import fast_start

with fast_start.quick_imports():  # before CDKTF, so that its provider bindings load only what is used
    from cdktf import App

    from stacks.blueprint_stack import BlueprintStack

__all__ = ["App", "BlueprintStack"]
