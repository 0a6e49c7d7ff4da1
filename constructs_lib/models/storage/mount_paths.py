"""Where shared directories are mounted in users' servers: they hide neither the home, nor the system, nor each other."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.storage.efs import shared_directories_of
from constructs_lib.models.storage.efs_directories import lies_in
from constructs_lib.models.storage.settings import HubStorageProps

#: Home of a user in the server. Source: JupyterHub chart, ``singleuser.storage.homeMountPath``.
HOME = "/home/jovyan"

#: Directories of the system, in which nothing is mounted. Sources: Filesystem Hierarchy Standard 3.0; docker-stacks, ``CONDA_DIR``.
_SYSTEM = ("/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/opt/conda", "/proc", "/run", "/sbin", "/sys", "/usr", "/var/run")
#: Directories that a mount may lie in, but not hide.
_NEEDED = ("/home", "/opt", "/root", "/tmp", "/var")  # noqa: S108  # nothing is written there


def mount_path_problems(hub: HubStorageProps, *, home: str) -> Iterator[Problem]:
    """Find mount paths that hide something.

    Args:
        hub: the hub's storage.
        home: where the home is mounted.
    """
    shared = shared_directories_of(hub.efs_config) if hub.efs_config else ()
    paths = [(position, directory.mount_path) for position, directory in enumerate(shared) if directory]
    for position, path in paths:
        key = ("efs_config", "shared_directories", position, "mount_path")
        if lies_in(home, path):
            yield Problem(f"{path!r} hides the users' homes, {home}; write a path of its own, for example {home}/shared", key)
        elif hidden := next(
            (each for each in (*_SYSTEM, *_NEEDED) if lies_in(each, path) or (each in _SYSTEM and lies_in(path, each))), None
        ):
            yield Problem(f"{path!r} hides files of the image in {hidden}; write a path of its own, for example {home}/shared", key)
        elif outer := next((each for _, each in paths if path != each and lies_in(path, each)), None):
            yield Problem(f"{path!r} lies in {outer}, where another shared directory is mounted; write a path outside of it", key)
