"""Computed values that the user's own values would drop: each loss is a problem with a fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.chart_values.user_values import ENVIRONMENT, SERVERS_ENVIRONMENT, SERVERS_VOLUMES, grows
from constructs_lib.errors import KeyPath, Problem, key_path
from constructs_lib.models.environment import variables
from constructs_lib.models.secrets.places import chart_place

#: Maximum number of lost values in a message.
_MOST_NAMED = 4
_PARTS = ("hub", "extraConfig")
_PROFILES = ("singleuser", "profileList")
#: The key of the hub that writes a list, if it can express everything that the list can.
_KEYS = {
    "allowed_groups": "oidc_config.allowed_groups",
    "allowed_users": "oidc_config.allowed_users",
    "admin_groups": "oidc_config.admin_groups",
    "admin_users": "oidc_config.admin_users",
    "cmd": "run_as_root",
    "hosts": "ingress_hosts, dns or lets_encrypt",
    "loadBalancerSourceRanges": "allowed_cidrs",
    "scope": "oidc_config.scope",
}


def lost_values(
    computed: Mapping[str, Any], values: Mapping[str, Any], *, volume_mappings: bool = False, path: KeyPath = ()
) -> Iterator[Problem]:
    """Find what `with_user_values` would drop. A scalar over a scalar is the user's decision, not a loss.

    Args:
        computed: the values that this library writes.
        values: the user's values.
        volume_mappings: whether the chart accepts the volumes of users' servers as mappings.
        path: key path of both.
    """
    for key, theirs in values.items():
        ours, here = computed.get(key), (*path, key)
        if key == ENVIRONMENT and (ours or here == SERVERS_ENVIRONMENT):
            yield from _lost_variables(ours or {}, theirs, here)
        elif next(_leaves(ours), None) is None or here == _PROFILES:
            continue  # a rule of the profiles reports a second list
        elif isinstance(ours, Mapping) and isinstance(theirs, Mapping):
            yield from lost_values(ours, theirs, volume_mappings=volume_mappings, path=here)
        elif isinstance(ours, Mapping):
            what = f"would drop what other keys set below it: {_named(list(_leaves(ours)))}"
            yield Problem(f"{what}; use a mapping with the keys to change, or remove it", here)
        elif isinstance(ours, list):
            yield from _lost_entries(ours, theirs, here, volume_mappings=volume_mappings)
        elif path == _PARTS and theirs != ours:
            yield Problem("is the name of a part of hub.extraConfig that other keys set, which this would drop; use another name", here)


def _lost_variables(ours: Mapping[str, Any], theirs: Any, path: KeyPath) -> Iterator[Problem]:
    named = variables(theirs)
    if named is None:
        dropped = f", and would drop {_named(list(ours))}, which other keys set" if ours else ""
        yield Problem(
            f"is not a set of environment variables{dropped}; use a mapping ({{NAME: value}}) or a list of {{name: …, value: …}}", path
        )
        return
    for name, entry in named.items():
        secret = _is_reference(ours.get(name)) and not _is_reference(entry)
        if secret and not (entry and chart_place("jupyterhub", (*path, name), name)):  # plain text there is reported as such
            where = (*path, name) if isinstance(theirs, Mapping) and name in theirs else path
            yield Problem(f"would drop the secret {name}, which another key sets by reference; remove it here, or use a reference", where)


def _is_reference(entry: Any) -> bool:
    return isinstance(entry, Mapping) and bool(entry.get("valueFrom"))


def _lost_entries(ours: Sequence[Any], theirs: Any, path: KeyPath, *, volume_mappings: bool) -> Iterator[Problem]:
    kept = theirs is None or isinstance(theirs, list) or (isinstance(theirs, Mapping) and volume_mappings and path in SERVERS_VOLUMES)
    if kept if grows(ours, path) else isinstance(theirs, list) and all(entry in theirs for entry in ours):
        return
    key = _KEYS.get(str(path[-1]))
    instead = f"use a list that includes {'them' if len(ours) > 1 else 'it'}, or {f'change {key}' if key else 'remove it'}"
    if grows(ours, path):
        instead = "use a list, to which they are added, or remove it"
    yield Problem(f"would drop what other keys set there: {_named([_shown(entry) for entry in ours])}; {instead}", path)


def _shown(entry: Any) -> str:
    names = (entry[key] for key in ("name", "display_name", "slug") if key in entry) if isinstance(entry, Mapping) else iter([entry])
    return str(next(names, "a mapping"))


def _leaves(value: Any, path: KeyPath = ()) -> Iterator[str]:
    """Yield the key paths of the values below a value, its own as ``here``; empty containers have none."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif value is not None and value != []:
        yield key_path(path) or "here"


def _named(things: Sequence[str]) -> str:
    more = len(things) - _MOST_NAMED
    return ", ".join(things[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
