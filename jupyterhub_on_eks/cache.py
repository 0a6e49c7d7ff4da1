"""The folder in which verbs keep what they install for themselves."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jupyterhub_on_eks.errors import ToolError


def cache_folder(name: str, environment: Mapping[str, str] = os.environ) -> Path:
    """Return a folder for caches; made if it isn't there.

    It is in ``XDG_CACHE_HOME``, by default ``~/.cache``. Where that can't be written, it is the user's own in the folder for temporary files.

    Args:
        name: what is kept in it.
        environment: where the variables are looked up.

    Raises:
        ToolError: neither can be written.
    """
    home = environment.get("HOME", os.path.expanduser("~"))  # noqa: PTH111  # "~" stays where the user has no home
    caches = environment.get("XDG_CACHE_HOME") or (Path(home, ".cache") if home else None)
    places = [Path(caches, "jupyterhub-on-eks", name)] if caches else []
    places.append(Path(tempfile.gettempdir(), f"jupyterhub-on-eks-{os.getuid()}", name))
    for place in places:
        if _made(place):
            return place
    raise ToolError(f"No folder for caches can be written ({', '.join(map(str, places))}). Set XDG_CACHE_HOME to a folder of yours.")


def _made(place: Path) -> bool:
    """Make a folder. False where it can't be made or written, or others could put their own programs into it."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = place.parent.stat()
    except OSError:
        return False
    return os.access(place, os.W_OK) and found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
