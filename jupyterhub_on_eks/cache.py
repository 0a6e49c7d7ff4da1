"""The cache folder for programs that verbs install."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jupyterhub_on_eks.errors import ToolError


def cache_folder(name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Return a cache folder; it is created if it doesn't exist.

    It is in ``XDG_CACHE_HOME``, by default ``~/.cache``. If that can't be written, it is in the folder for temporary files, separate for each user.

    Args:
        name: name of the folder.
        environment: where the variables are looked up.

    Raises:
        ToolError: neither folder can be written.
    """
    home = environment.get("HOME", os.path.expanduser("~"))  # noqa: PTH111  # "~" is unchanged if the user has no home
    caches = environment.get("XDG_CACHE_HOME") or (Path(home, ".cache") if home else None)
    places = [Path(caches, "jupyterhub-on-eks", name)] if caches else []
    places.append(Path(tempfile.gettempdir(), f"jupyterhub-on-eks-{os.getuid()}", name))
    for place in places:
        if _made(place):
            return place
    raise ToolError(f"No cache folder can be written ({', '.join(map(str, places))}). Set XDG_CACHE_HOME to a folder that you own.")


def _made(place: Path) -> bool:
    """Create a folder. Returns False if it can't be created or written, or if others could put programs into it."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = place.parent.stat()
    except OSError:
        return False
    return os.access(place, os.W_OK) and found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
