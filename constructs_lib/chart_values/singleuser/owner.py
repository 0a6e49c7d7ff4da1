"""Chart values that give the users' servers an owner, with which they are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from constructs_lib.chart_values.extra_config import extra_config

#: The hub runs these parts in the order of their names, so this one sees a hook that the user's own parts set.
_LAST = "zz-owner-of-user-servers"


@dataclass(frozen=True, slots=True)
class ServersOwner:
    """The ConfigMap that owns the users' servers.

    Args:
        name: its name.
        uid: its uid; Kubernetes immediately deletes objects with an owner that doesn't exist.
    """

    name: str
    uid: str


def user_servers_values(owner: ServersOwner | None) -> dict[str, Any]:
    """Return values that set the owner on each server that the hub starts; nothing without an owner."""
    if owner is None:
        return {}
    return {
        "custom": {"userServersOwner": {"name": owner.name, "uid": owner.uid}},
        "hub": {"extraConfig": {_LAST: extra_config("owner_of_servers", settings="custom.userServersOwner")}},
    }
