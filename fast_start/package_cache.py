"""The folder of jsii's package cache: in HOME, or, if HOME can't be used, in an equally private folder.

jsii rejects a cache that other users may change, and fails if it can't create one (its kernel's modules `disk-cache` and
`private-directory`, jsii 1.142). Without a cache, each run unpacks 49 MB and reads all type descriptions: six seconds instead of half a second.
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
    """Returns the variables that jsii needs for a cache that it accepts: usually none."""
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
    """Returns whether only this user can write to the folder; creates it."""
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
    """Check as jsii does: this user owns it, this user or root owns its parents, and others can't write, except in sticky folders."""
    for place in (folder, *folder.parents):
        status = place.lstat()
        allowed = {os.getuid()} if place == folder else {os.getuid(), 0}
        shared = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and (place == folder or not status.st_mode & stat.S_ISVTX)
        if status.st_uid not in allowed or shared:
            return False
    return True
