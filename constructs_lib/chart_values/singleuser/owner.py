"""Chart values that give the users' servers an owner, with which they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from constructs_lib.chart_values.extra_config import extra_config

#: The hub runs these parts in the order of their names, so this one sees a hook that the user's own parts have set.
_LAST = "zz-owner-of-user-servers"


@dataclass(frozen=True, slots=True)
class ServersOwner:
    """The ConfigMap that owns the users' servers.

    Args:
        name: what it is called.
        uid: its identity; Kubernetes ends at once what names an owner that isn't there.
    """

    name: str
    uid: str


def user_servers_values(owner: ServersOwner | None) -> dict[str, Any]:
    """Let the hub write the owner on each server that it starts; nothing without an owner."""
    if owner is None:
        return {}
    return {
        "custom": {"userServersOwner": {"name": owner.name, "uid": owner.uid}},
        "hub": {"extraConfig": {_LAST: extra_config("owner_of_servers", settings="custom.userServersOwner")}},
    }
