"""Do the directories of the hubs of one blueprint lie in one another, where they use one EFS file system?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def efs_directory_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find directories of one hub in those of another, on an existing file system that both name.

    Homes and shared directories may be the same on purpose. One database for two hubs is reported by ``shared_storage``.

    Args:
        add_ons: in the order of the array.
    """
    hubs = [(position, add_on) for position, add_on in enumerate(add_ons) if isinstance(add_on, JupyterHubAddOnProps)]
    for (first, hub), (second, other) in combinations(hubs, 2):
        if not _file_system(hub) or _file_system(hub) != _file_system(other):
            continue
        for earlier in hub.directories:
            for later in other.directories:
                same = earlier.path == later.path and earlier.holds is later.holds
                if earlier.overlaps(later) and not same:
                    clash = later.clash(earlier, of=f" of the hub of add_ons[{first}]")
                    yield Problem(clash, (*add_on_path(second, add_ons), *later.key))


def _file_system(hub: JupyterHubAddOnProps) -> str | None:
    return hub.efs_config.existing_file_system_id if hub.efs_config else None
