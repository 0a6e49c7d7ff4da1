"""Storage conflicts between the hubs of one blueprint."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def shared_storage_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find storage classes that are created twice or too late, and databases that two hubs would write to.

    Args:
        add_ons: in the order of the array.
    """
    hubs = {position: add_on for position, add_on in enumerate(add_ons) if isinstance(add_on, JupyterHubAddOnProps)}
    makers: dict[str, int] = {}
    databases: dict[tuple[str, str], int] = {}
    for position, hub in hubs.items():
        for problem in (*_class_made_twice(position, hub, makers), *_same_database(position, hub, databases)):
            yield Problem(problem.message, (*add_on_path(position, add_ons), *problem.path))
    for position, hub in hubs.items():
        for name, path in _classes_named(hub):
            if makers.get(name, position) > position:
                fix = f"move the hub of add_ons[{makers[name]}] before this one, or let this one create the class"
                yield Problem(f"{name!r} is created later, by add_ons[{makers[name]}]; {fix}", (*add_on_path(position, add_ons), *path))


def _class_made_twice(position: int, hub: JupyterHubAddOnProps, makers: dict[str, int]) -> Iterator[Problem]:
    made = hub.ebs_config.managed_class if hub.ebs_config else None
    if made and makers.setdefault(made.name, position) != position:
        fix = f"a cluster has each class only once: use it in this hub (storage_class: {made.name}), or give it another name"
        yield Problem(f"{made.name!r} is already created by add_ons[{makers[made.name]}]; {fix}", ("ebs_config", "storage_class", "name"))


def _classes_named(hub: JupyterHubAddOnProps) -> Iterator[tuple[str, KeyPath]]:
    if hub.ebs_config and not hub.ebs_config.managed_class:
        yield hub.ebs_config.class_name, ("ebs_config", "storage_class")
    if hub.hub_database and hub.hub_database.storage_class:
        yield hub.hub_database.storage_class, ("hub_database", "storage_class")


def _same_database(position: int, hub: JupyterHubAddOnProps, databases: dict[tuple[str, str], int]) -> Iterator[Problem]:
    """Two hubs that write to one SQLite file corrupt it; homes may be shared on purpose."""
    existing = hub.efs_config.existing_file_system_id if hub.efs_config else None
    if not existing or not hub.database.efs:
        return
    first = databases.setdefault((existing, hub.database.path), position)
    if first != position:
        fix = "give this one its own path, hub_database: {efs: true, path: …}"
        yield Problem(
            f"the hub of add_ons[{first}] also stores its database in {hub.database.path} of {existing}; {fix}", ("hub_database",)
        )
