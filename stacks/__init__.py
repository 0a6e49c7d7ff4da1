"""Stack classes: they compose add-ons on a cluster and define no resources themselves.

The wheel has this package as ``jupyterhub_on_eks.stacks``, so its modules use relative imports (decision 0018).
"""

from __future__ import annotations

import fast_start

fast_start.activate()  # before CDKTF is imported, so that Node starts with its preload

from cdktf import App  # noqa: E402  # after `activate`

from .blueprint_stack import BlueprintStack  # noqa: E402  # the same

__all__ = ["App", "BlueprintStack"]
