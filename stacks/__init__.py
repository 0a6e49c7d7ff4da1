"""Stack classes: they compose add-ons on a cluster; no resource is defined in them.

The wheel has this package as ``jupyterhub_on_eks.stacks``, so its modules import one another relatively (decision 0018).
"""

from __future__ import annotations

import fast_start

fast_start.activate()  # before CDKTF is imported: Node then starts with its preload

from cdktf import App  # noqa: E402  # after `activate`

from .blueprint_stack import BlueprintStack  # noqa: E402  # the same

__all__ = ["App", "BlueprintStack"]
