"""Lifecycle of resources that outlive their stack."""

from __future__ import annotations

from cdktf import TerraformResource


def keep_on_destroy(resource: TerraformResource, *, supports_forget: bool) -> None:
    """Protect a resource that holds data from a destroy.

    Args:
        resource: the resource to keep.
        supports_forget: the command line supports ``lifecycle { destroy = false }``: destroy forgets the resource and removes the rest.
            Otherwise destroy fails as a whole until ``forget`` has removed it from the state.
    """
    # CDKTF 0.21 has no keyword for `destroy`.
    if supports_forget:
        resource.add_override("lifecycle.destroy", value=False)
    else:
        resource.add_override("lifecycle.prevent_destroy", value=True)
