"""Mount paths of shared directories in users' servers, which must not hide the home, the system or each other."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.storage.efs_directories import is_within
from constructs_lib.models.storage.settings import HubStorageProps

#: Home directory in the server. Source: JupyterHub chart, ``singleuser.storage.homeMountPath``.
HOME = "/home/jovyan"

#: System directories, in which nothing may be mounted. Sources: Filesystem Hierarchy Standard 3.0; docker-stacks, ``CONDA_DIR``.
_SYSTEM = ("/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/opt/conda", "/proc", "/run", "/sbin", "/sys", "/usr", "/var/run")
#: Directories in which something may be mounted, but which must not be hidden.
_NEEDED = ("/home", "/opt", "/root", "/tmp", "/var")  # noqa: S108  # nothing is written there


def mount_path_problems(hub: HubStorageProps, *, home: str) -> Iterator[Problem]:
    """Find mount paths that hide other files.

    Args:
        hub: the hub's storage.
        home: where the home is mounted.
    """
    shared = hub.efs_config.shared_directories if hub.efs_config else ()
    paths = [(position, directory.mount_path) for position, directory in enumerate(shared)]
    for position, path in paths:
        key = ("efs_config", "shared_directories", position, "mount_path")
        if is_within(home, path):
            yield Problem(f"{path!r} hides the users' homes, {home}; use a separate path, for example {home}/shared", key)
        elif hidden := next(
            (each for each in (*_SYSTEM, *_NEEDED) if is_within(each, path) or (each in _SYSTEM and is_within(path, each))), None
        ):
            yield Problem(f"{path!r} hides files of the image in {hidden}; use a separate path, for example {home}/shared", key)
        elif outer := next((each for _, each in paths if path != each and is_within(path, each)), None):
            yield Problem(f"{path!r} is inside {outer}, where another shared directory is mounted; use a path outside it", key)
