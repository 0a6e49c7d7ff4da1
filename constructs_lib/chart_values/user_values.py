"""The user's own values merged over the computed ones, without silently dropping computed values.

Scalars and mappings are merged key by key, and the user's win. A list that grows (volumes, flags ...) and environment variables have
the computed entries followed by the user's; for entries with the same name, only the user's. `lost_values.py` finds everything else
that would be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.models.environment import variables

ENVIRONMENT = "extraEnv"
#: KubeSpawner accepts only a mapping, although the chart's schema allows a list. Source: JupyterHub, ``Spawner.environment``.
SERVERS_ENVIRONMENT = ("singleuser", ENVIRONMENT)
#: Lists of independent entries, and the key that identifies an entry. Empty: the whole entry.
GROWING = {
    "egress": "",
    "extraCommandLineFlags": "",
    "extraContainers": "name",
    "extraTolerations": "",
    "extraVolumeMounts": "mountPath",
    "extraVolumes": "name",
    "imagePullSecrets": "",
    "ingress": "",
    "initContainers": "name",
    "pullSecrets": "",
    "templatePaths": "",
    "tolerations": "",
}
#: The lists that some versions of the chart also accept as mappings.
SERVERS_VOLUMES = {("singleuser", "storage", "extraVolumes"), ("singleuser", "storage", "extraVolumeMounts")}


def with_user_values(
    computed: Mapping[str, Any], values: Mapping[str, Any], *, volume_mappings: bool = False, path: KeyPath = ()
) -> dict[str, Any]:
    """Merge the user's values over the computed ones; the arguments are not changed.

    Args:
        computed: the values that this library writes.
        values: the user's values. None instead of a list that grows, or of environment variables, adds nothing to them; elsewhere it stays,
            because null has a meaning for the chart.
        volume_mappings: whether the chart accepts the volumes of users' servers as mappings.
        path: key path of both.
    """
    result = dict(computed)
    for key, value in values.items():
        result[key] = _joined(computed.get(key), value, volume_mappings=volume_mappings, path=(*path, key))
    return result


def _joined(ours: Any, theirs: Any, *, volume_mappings: bool, path: KeyPath) -> Any:
    if path[-1] == ENVIRONMENT and (isinstance(ours, Mapping) or path == SERVERS_ENVIRONMENT):
        return _environment(ours or {}, theirs, in_order=path != SERVERS_ENVIRONMENT)
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return with_user_values(ours, theirs, volume_mappings=volume_mappings, path=path)
    if ours and grows(ours, path):
        if theirs is None:
            return ours
        known_by = GROWING[str(path[-1])]
        if isinstance(theirs, list):
            return [*_others(ours, theirs, known_by), *theirs]
        if isinstance(theirs, Mapping) and volume_mappings and path in SERVERS_VOLUMES:
            return {**{entry["name"]: entry for entry in _others(ours, theirs.values(), known_by)}, **theirs}
    return theirs


def grows(ours: Any, path: KeyPath) -> bool:
    """Return whether a computed value is a list of independent entries."""
    return isinstance(ours, list) and path[-1] in GROWING


def _environment(ours: Mapping[str, Any], theirs: Any, *, in_order: bool) -> Any:
    """Join environment variables: in a mapping, or in the user's list, where a variable may refer to an earlier one."""
    named = variables(theirs)
    if named is None:
        return theirs
    rest = {name: entry for name, entry in ours.items() if name not in named}
    if isinstance(theirs, Mapping):
        return {**rest, **theirs}
    if in_order and ours and theirs:
        return [*({"name": name, **(entry if isinstance(entry, Mapping) else {"value": entry})} for name, entry in rest.items()), *theirs]
    return theirs if in_order and theirs else {**rest, **named}


def _others(ours: Sequence[Any], theirs: Any, known_by: str) -> list[Any]:
    """Return our entries that no entry of the user's replaces."""
    taken = [_identity(entry, known_by) for entry in theirs]
    return [entry for entry in ours if _identity(entry, known_by) not in taken]


def _identity(entry: Any, known_by: str) -> Any:
    return entry.get(known_by, entry) if known_by and isinstance(entry, Mapping) else entry
