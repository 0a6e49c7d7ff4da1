"""Homes, variables and image pull secrets that ``hub.config.KubeSpawner`` and the profiles in ``values`` drop from users' servers.

The chart builds KubeSpawner's volumes, environment and so on from its own values, and then lets ``hub.config`` replace each whole; a
profile's ``kubespawner_override`` replaces lists. Sources: chart, ``files/hub/jupyterhub_config.py``; KubeSpawner, ``_apply_overrides``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.checks.finding import Finding
from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import VOLUME_MAPPINGS
from constructs_lib.rendered.values import ChartPath, HubReading, at

_SPAWNER: ChartPath = ("hub", "config", "KubeSpawner")
_HOME = ("volume_mounts", "volumes")
_HOME_MOUNT = "/home/jovyan"
_ADDED = "; set values.singleuser.storage.extraVolumes and extraVolumeMounts, which are added to them"
_MERGED = "; use mappings by name, which are merged with them: volumes: {name: {name: …}} and volume_mounts: {name: {mountPath: …}}"
_BOTH = "; add the volume of the homes to both volumes and volume_mounts, or set values.singleuser.storage.extraVolumes for all users"
_OTHERS: Mapping[str, tuple[ChartPath, str]] = {
    "environment": (("singleuser", "extraEnv"), "values.singleuser.extraEnv"),
    "image_pull_secrets": (("imagePullSecrets",), "image_pull_secrets"),
}


def dropped_by_spawner_config(reading: HubReading) -> Iterator[Finding]:
    """Find settings of KubeSpawner that drop what other keys give users' servers.

    Args:
        reading: the hub.
    """
    spawner = at(reading.hub.values, *_SPAWNER)
    if not isinstance(spawner, Mapping):
        spawner = {}
    if at(reading.final, "singleuser", "storage", "type") != "none":
        yield from _without_home(reading, spawner, ("values", *_SPAWNER), advice=_ADDED)
        merged = reading.version.has(VOLUME_MAPPINGS)
        for override, path in profile_overrides(reading):
            if path[0] == "profiles":  # reported by its own rules
                continue
            # Mappings are merged.
            lists = {key: value for key, value in override.items() if isinstance(value, list)}
            yield from _without_home(reading, lists, path, advice=_MERGED if merged else _BOTH)
    for trait, (ours, instead) in _OTHERS.items():
        computed = at(reading.own, *ours)
        if trait in spawner and computed:
            names = ", ".join(entry if isinstance(entry, str) else str(entry.get("name")) for entry in computed)
            yield Finding(fact=f"would drop what other keys set: {names}", advice=f"; set {instead}", path=("values", *_SPAWNER, trait))


def _without_home(reading: HubReading, settings: Mapping[str, Any], path: KeyPath, *, advice: str) -> Iterator[Finding]:
    home = at(reading.final, "singleuser", "storage", "homeMountPath") or _HOME_MOUNT
    given = [trait for trait in _HOME if trait in settings]
    if given and not (len(given) == len(_HOME) and home in _mounted(settings["volume_mounts"])):
        yield Finding(
            fact=f"replaces the volumes of users' servers, so their homes would not be mounted at {home}",
            advice=advice,
            path=(*path, given[0]),
        )


def _mounted(mounts: Any) -> list[Any]:
    entries = mounts.values() if isinstance(mounts, Mapping) else mounts if isinstance(mounts, list) else ()
    return [entry.get("mountPath") for entry in entries if isinstance(entry, Mapping)]


def profile_overrides(reading: HubReading) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    """Yield the KubeSpawner settings of profiles and their choices with their key paths: the hub's, and those of its chart values.

    Args:
        reading: the hub.
    """
    for position, profile in enumerate(reading.hub.profiles):
        for place, level in [((), profile), *profile.choices]:
            if level.kubespawner_override:
                yield level.kubespawner_override, ("profiles", position, *place, "kubespawner_override")
    for path in (("singleuser", "profileList"), (*_SPAWNER, "profile_list")):
        yield from _found(at(reading.hub.values, *path), ("values", *path))


def _found(value: Any, path: KeyPath) -> Iterator[tuple[Mapping[str, Any], KeyPath]]:
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        if key == "kubespawner_override" and isinstance(below, Mapping):
            yield below, (*path, key)
        else:
            yield from _found(below, (*path, key))
