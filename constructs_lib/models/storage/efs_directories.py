"""The directories of a hub on its EFS file system: none lies in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.storage.efs import shared_directories_of
from constructs_lib.models.storage.settings import HubStorageProps


class Holds(StrEnum):
    """What a directory holds, as messages call it."""

    HOMES = "the users' homes"
    DATABASE = "the hub's database"
    SHARED = "a shared directory"


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory on the file system.

    Args:
        path: where it is; of homes on the file system's root, where these are.
        holds: what is in it.
        key: the key that says so.
        written: whether the hub file says so, or it is the default.
    """

    path: str
    holds: Holds
    key: KeyPath
    written: bool = True

    def overlaps(self, other: Directory) -> bool:
        """Tell whether one of the two is the other, or lies in it."""
        return lies_in(self.path, other.path) or lies_in(other.path, self.path)

    def clash(self, other: Directory, *, of: str = "") -> str:
        """Say how the two overlap, with this one to be moved. ``of`` names the hub of the other one, if it isn't the same."""
        if self.path == other.path:
            how = "is also where"
        elif lies_in(self.path, other.path):
            how = f"lies in {other.path}, where"
        else:
            how = f"contains {other.path}, where"
        verb = "are" if other.holds is Holds.HOMES else "is"
        return f"{self.path!r} {how} {other.holds}{of} {verb}; write a directory that lies in no other and contains none"


def lies_in(inner: str, outer: str) -> bool:
    """Tell whether a path is another path, or below it. Both are absolute, without a slash at the end and without dots."""
    return outer in {"/", inner} or inner.startswith(f"{outer}/")


def efs_directories(hub: HubStorageProps, *, home_path: str) -> list[Directory]:
    """Return the hub's directories on the file system of ``efs_config``; none without it.

    Args:
        hub: the hub's storage.
        home_path: path of a home within the homes' directory, such as ``home/{username}``.
    """
    config = hub.efs_config
    if config is None:
        return []
    root = config.access_point.path
    # On the root of a file system, as EKS Blueprints has it, the homes take but the directory that they are in.
    fixed = home_path.partition("{")[0].rpartition("/")[0].strip("/")
    homes = Directory(
        f"/{fixed}" if root == "/" else root,
        Holds.HOMES,
        ("efs_config", "access_point", "path"),
        "path" in config.access_point.model_fields_set,
    )
    found = [homes]
    if hub.database.efs:
        written = hub.hub_database is not None and "path" in hub.hub_database.model_fields_set
        found.append(Directory(hub.database.path, Holds.DATABASE, ("hub_database", "path") if written else ("hub_database",), written))
    for position, shared in enumerate(shared_directories_of(config)):
        if shared:
            place: KeyPath = ("efs_config", "shared_directories", position)
            found.append(Directory(shared.directory, Holds.SHARED, (*place, "path") if shared.path else place))
    return found


def directory_problems(hub: HubStorageProps, *, home_path: str) -> Iterator[Problem]:
    """Find directories in one another: whoever mounts the outer one reads the inner one too.

    Args:
        hub: the hub's storage.
        home_path: path of a home within the homes' directory.
    """
    apart: list[Directory] = []
    # What the hub file doesn't say can't be moved there, so it stays.
    for directory in sorted(efs_directories(hub, home_path=home_path), key=lambda each: each.written):
        clash = next((other for other in apart if directory.overlaps(other)), None)
        if clash is None:
            apart.append(directory)
        elif directory.path != clash.path or "path" in {directory.key[-1], clash.key[-1]}:  # two of one name are reported as such
            yield Problem(directory.clash(clash), directory.key)
