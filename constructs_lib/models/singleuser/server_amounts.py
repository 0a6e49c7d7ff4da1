"""What a server gets that is started without a profile, or with one that says nothing of it."""

from __future__ import annotations

from typing import Protocol

from constructs_lib.models.singleuser.resources import Resources, ServerResources, resources_of


class HubWithResources(Protocol):
    """What is read of a hub."""

    @property
    def resources(self) -> Resources | None:
        """What the hub gives its servers."""


def server_amounts(hub: HubWithResources) -> ServerResources:
    """Return the resources that the hub gives its servers.

    Args:
        hub: the hub.
    """
    return resources_of([hub.resources])
