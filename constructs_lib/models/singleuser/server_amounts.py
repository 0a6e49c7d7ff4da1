"""What a server gets that is started without a profile, or with one that says nothing of it."""

from __future__ import annotations

from constructs_lib.models.singleuser.resources import ServerResources, resources_of


def server_amounts(hub: object) -> ServerResources:
    """Return the resources that the hub gives its servers.

    Args:
        hub: the hub.
    """
    del hub
    return resources_of([])
