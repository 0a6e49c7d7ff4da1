"""The resources of a server without a profile, or with a profile that sets none."""

from __future__ import annotations

from typing import Protocol

from constructs_lib.models.scheduling.resources import Resources, ServerResources, resources_of


class HubWithResources(Protocol):
    """The parts of a hub that are read here."""

    @property
    def resources(self) -> Resources | None:
        """The resources of the hub's servers."""


def server_amounts(hub: HubWithResources) -> ServerResources:
    """Return the resources of the hub's servers.

    Args:
        hub: the hub.
    """
    return resources_of([hub.resources])
