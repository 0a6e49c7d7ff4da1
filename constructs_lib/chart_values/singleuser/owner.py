"""Chart values that give the users' servers an owner, with which they go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What the hub runs, in its own Python.
_HOOK = Path(__file__).with_name("user_servers_hook.py.txt")
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
        "hub": {"extraConfig": {_LAST: _HOOK.read_text(encoding="utf-8")}},
    }
