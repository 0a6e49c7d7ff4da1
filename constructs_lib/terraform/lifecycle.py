"""What keeps a resource when its stack is destroyed."""

from __future__ import annotations

from cdktf import TerraformResource


def keep_on_destroy(resource: TerraformResource, *, supports_forget: bool) -> None:
    """Keep what holds data out of the reach of a destroy.

    Args:
        resource: what has to stay.
        supports_forget: the command line knows ``lifecycle { destroy = false }``: destroy forgets the resource and takes the rest away.
            Otherwise destroy is refused as a whole until ``forget`` has removed it from the state.
    """
    # CDKTF 0.21 has no keyword for `destroy`.
    if supports_forget:
        resource.add_override("lifecycle.destroy", value=False)
    else:
        resource.add_override("lifecycle.prevent_destroy", value=True)
