"""Chart values that mount the claim of all homes, or that of the hub's database, in users' servers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.storage.hub_database import CHART_CLAIM

#: Volume of a home on a shared file system. Source: JupyterHub chart, ``jupyterhub_config.py``, storage type static.
_CHART_VOLUME = "home"


def mounted_claim_problems(values: Mapping[str, Any], *, homes: Collection[str], home_path: str) -> Iterator[Problem]:
    """Find volumes and mounts that would expose other users' homes, or the hub's database, to every user.

    Other directories on the homes' claim, such as ``subPath: _shared``, may be mounted.

    Args:
        values: the user's own chart values.
        homes: claims with homes of all users, in the keys and in the values; empty: each user has a claim.
        home_path: path of a home on such a claim, such as ``home/{username}``.
    """
    found = [(path, item) for top in ("singleuser", "hub") for path, item in _mappings(values.get(top), (top,))]
    volumes = {_CHART_VOLUME} if homes else set()
    for path, item in found:
        claim = item.get("persistentVolumeClaim", item.get("persistent_volume_claim"))
        name = claim.get("claimName", claim.get("claim_name")) if isinstance(claim, Mapping) else None
        if isinstance(name, str) and name.endswith(CHART_CLAIM) and _of_servers(path):
            yield Problem(f"mounts {name!r}, the claim of the hub's database, in users' servers; remove it", ("values", *path))
        elif name is not None and name in homes:
            volumes.add(str(item.get("name", path[-1])))
    parents = home_path.partition("{")[0].strip("/").split("/")
    for path, item in found:
        at = item.get("mountPath", item.get("mount_path"))
        if at is None or str(item.get("name", path[-1])) not in volumes or not _of_servers(path):
            continue
        directory = str(item.get("subPath", item.get("sub_path")) or "").strip("/")
        parts = [part for part in directory.split("/") if part not in {"", "."}]
        if not directory or ("{" not in directory and parts[: len(parents)] == parents[: len(parts)]):
            fix = f"set subPath to another directory, or to that of each user: subPath: {home_path}"
            yield Problem(f"mounts users' homes at {at} in every server; {fix}", ("values", *path))


def _of_servers(path: KeyPath) -> bool:
    """Return whether a place belongs to the servers, not to the hub's own pod."""
    return path[0] == "singleuser" or path[1:2] == ("config",)


def _mappings(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """Yield each mapping at any depth, with its path."""
    if isinstance(value, Mapping):
        yield path, value
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list | tuple) else ()
    for key, below in items:
        yield from _mappings(below, (*path, key))
