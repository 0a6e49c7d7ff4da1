"""Where jsii keeps its packages: in HOME, or where HOME can't be used in a folder that is as private.

jsii refuses a cache that other users may change, and ends with an error where it can't create one (its kernel's modules `disk-cache` and
`private-directory`, jsii 1.142). Without a cache, each run unpacks 49 MB and reads all type descriptions: six seconds instead of half of one.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

#: The user's own choices, which jsii reads.
SWITCH, ROOT = "JSII_RUNTIME_PACKAGE_CACHE", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"
#: Parts of jsii's path below HOME (its kernel's module `default-cache-root`).
_BELOW_HOME = ("Library", "Caches", "com.amazonaws.jsii") if sys.platform == "darwin" else (".cache", "aws", "jsii")


def cache_variables() -> dict[str, str | None]:
    """Returns what the environment of jsii lacks for a cache that it accepts: nothing, as a rule."""
    if os.name != "posix" or os.environ.get(SWITCH) or os.environ.get(ROOT):
        return {}
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # as Node finds it; Path.home() raises where there is none
    if home.is_absolute() and serves(home.joinpath(*_BELOW_HOME, "package-cache")):
        return {}
    return next(({ROOT: str(folder)} for folder in _elsewhere() if serves(folder)), {SWITCH: "disabled"})


def _elsewhere() -> Iterator[Path]:
    for parent in (os.environ.get("XDG_CACHE_HOME"), os.environ.get("TMPDIR"), "/var/tmp", "/tmp"):  # noqa: S108  # `serves` sees that it is private
        if parent and Path(parent).is_absolute():
            yield Path(os.path.realpath(parent), f"jupyterhub-on-eks-{os.getuid()}", "package-cache")


def serves(folder: Path) -> bool:
    """Returns whether this user can write into the folder, and no other user; creates it."""
    try:
        _create(folder)
        folder = folder.resolve()
        return _is_private(folder) and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _create(folder: Path) -> None:
    """Create a folder and its parents, each for this user alone, whatever the umask."""
    if not folder.is_dir():
        _create(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _is_private(folder: Path) -> bool:
    """Judge as jsii does: its owner is this user, that of its parents this user or root, and others can't write, but in sticky folders."""
    for place in (folder, *folder.parents):
        status = place.lstat()
        allowed = {os.getuid()} if place == folder else {os.getuid(), 0}
        shared = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and (place == folder or not status.st_mode & stat.S_ISVTX)
        if status.st_uid not in allowed or shared:
            return False
    return True
