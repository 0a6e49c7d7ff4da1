"""EFS directories of hubs that contain one another on the same file system."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.efs_directories import Directory


def efs_directory_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find directories of one hub inside those of another, on an existing file system that both use.

    Homes and shared directories may be the same on purpose. One database for two hubs is reported by ``shared_storage``.

    Args:
        add_ons: in the order of the array.
    """
    hubs = [(position, add_on) for position, add_on in enumerate(add_ons) if isinstance(add_on, JupyterHubAddOnProps)]
    for (first, hub), (second, other) in combinations(hubs, 2):
        if not _file_system(hub) or _file_system(hub) != _file_system(other):
            continue
        for later in other.directories:
            clash = next((earlier for earlier in hub.directories if later.overlaps(earlier) and not _shared(earlier, later)), None)
            if clash:
                message = later.clash(clash, of=f" of the hub of add_ons[{first}]")
                yield Problem(message, (*add_on_path(second, add_ons), *later.key))


def _shared(earlier: Directory, later: Directory) -> bool:
    return earlier.path == later.path and earlier.holds is later.holds


def _file_system(hub: JupyterHubAddOnProps) -> str | None:
    return hub.efs_config.existing_file_system_id if hub.efs_config else None
