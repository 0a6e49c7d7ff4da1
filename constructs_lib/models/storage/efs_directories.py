"""The directories of a hub on its EFS file system, none of which may be inside another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.storage.settings import HubStorageProps


class Holds(StrEnum):
    """The contents of a directory, as in messages."""

    HOMES = "the users' homes"
    DATABASE = "the hub's database"
    SHARED = "a shared directory"


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory on the file system.

    Args:
        path: its path; for homes on the root of the file system, the directory that contains them.
        holds: its contents.
        key: the key that sets it.
        written: whether the hub file sets it, rather than the default.
    """

    path: str
    holds: Holds
    key: KeyPath
    written: bool = True

    def overlaps(self, other: Directory) -> bool:
        """Return whether the two directories are the same, or one is inside the other."""
        return is_within(self.path, other.path) or is_within(other.path, self.path)

    def clash(self, other: Directory, *, of: str = "") -> str:
        """Return the message on how the two overlap, with this one to be moved. ``of`` is the hub of the other one, if it is another hub."""
        if self.path == other.path:
            how = "is also where"
        elif is_within(self.path, other.path):
            how = f"is inside {other.path}, where"
        else:
            how = f"contains {other.path}, where"
        verb = "are" if other.holds is Holds.HOMES else "is"
        return f"{self.path!r} {how} {other.holds}{of} {verb}; use a directory that is not inside another one and contains no other one"


def is_within(inner: str, outer: str) -> bool:
    """Return whether a path is another path, or below it. Both are absolute, without a trailing slash and without dots."""
    return outer in {"/", inner} or inner.startswith(f"{outer}/")


def efs_directories(hub: HubStorageProps, *, home_path: str) -> list[Directory]:
    """Return the hub's directories on the file system of ``efs_config``; empty without it.

    Args:
        hub: the hub's storage.
        home_path: path of a home within the homes' directory, such as ``home/{username}``.
    """
    config = hub.efs_config
    if config is None:
        return []
    root = config.access_point.path
    # On the root of a file system, as with EKS Blueprints, the homes occupy only the directory that contains them.
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
    for position, shared in enumerate(config.shared_directories):
        place: KeyPath = ("efs_config", "shared_directories", position)
        found.append(Directory(shared.directory, Holds.SHARED, (*place, "path") if shared.path else place))
    return found


def directory_problems(hub: HubStorageProps, *, home_path: str) -> Iterator[Problem]:
    """Find nested directories: a server that mounts the outer one can also read the inner one.

    Args:
        hub: the hub's storage.
        home_path: path of a home within the homes' directory.
    """
    apart: list[Directory] = []
    # Directories that the hub file doesn't set come first, because the user can't move them there.
    for directory in sorted(efs_directories(hub, home_path=home_path), key=lambda each: each.written):
        clash = next((other for other in apart if directory.overlaps(other)), None)
        if clash is None:
            apart.append(directory)
        elif directory.path != clash.path or "path" in {directory.key[-1], clash.key[-1]}:  # equal names have their own error
            yield Problem(directory.clash(clash), directory.key)
