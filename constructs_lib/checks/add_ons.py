"""Order and names of a blueprint's add-ons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.releases import LONGEST_RELEASE

#: Add-ons in the order of the array; None for an invalid one, which is reported elsewhere.
AddOns = Sequence[AddOnProps | None]


def add_on_problems(add_ons: AddOns, *, class_names: Mapping[str, str]) -> Iterator[Problem]:
    """Find everything that keeps the add-ons of one array from working together.

    Args:
        add_ons: in the order of the array, with the names of their releases.
        class_names: name of each add-on's class by its key, as in EKS Blueprints' messages.
    """
    yield from _missing_dependencies(add_ons, class_names)
    yield from _repeated(add_ons)
    yield from _same_release(add_ons)


def _missing_dependencies(add_ons: AddOns, class_names: Mapping[str, str]) -> Iterator[Problem]:
    """Return EKS Blueprints' message, followed by the fix."""
    keys = [add_on.KEY if add_on else None for add_on in add_ons]
    for position, add_on in enumerate(add_ons):
        if add_on is None:
            continue
        this = "this hub" if isinstance(add_on, JupyterHubAddOnProps) else add_on.KEY
        earlier = keys[:position]
        for needed, reason in add_on.requires().items():
            if needed in earlier or None in earlier:  # None: the invalid entry may be the one that is needed
                continue
            if needed in keys:
                fix = f"it is at add_ons[{keys.index(needed)}], but {reason} needs it earlier: move {needed} before {this}"
            else:
                fix = f"{reason} needs it: add {needed} to add_ons before {this} (existing: true if the cluster already has it)"
            yield Problem(f"Missing a dependency for {class_names.get(needed, needed)}; {fix}", add_on_path(position, add_ons))


def _repeated(add_ons: AddOns) -> Iterator[Problem]:
    """Two hubs need two namespaces; a cluster has only one of everything else."""
    seen: dict[str, int] = {}
    for position, add_on in enumerate(add_ons):
        if add_on is None:
            continue
        hub = isinstance(add_on, JupyterHubAddOnProps)
        what = f"namespace {add_on.namespace!r}" if isinstance(add_on, JupyterHubAddOnProps) else f"{add_on.KEY}"
        first = seen.setdefault(what, position)
        if first == position:
            continue
        fix = (
            "each hub on a cluster needs its own namespace: give this one another"
            if hub
            else "a cluster can have only one: remove one of them"
        )
        yield Problem(
            f"{what} is already used by add_ons[{first}]; {fix}", (*add_on_path(position, add_ons), *(("namespace",) if hub else ()))
        )


def _same_release(add_ons: AddOns) -> Iterator[Problem]:
    """The chart names its user scheduler's ClusterRole after the release, and Helm rejects one that another release created."""
    first: dict[str, tuple[int, str]] = {}
    for position, hub in enumerate(add_ons):
        if not isinstance(hub, JupyterHubAddOnProps) or not has_cluster_roles(hub):
            continue
        other, namespace = first.setdefault(hub.release, (position, hub.namespace))
        if namespace != hub.namespace:
            yield Problem(
                f"{hub.release!r} is also the release of add_ons[{other}], and the chart names its cluster-wide resources after it; "
                f"give this one another, for example release: {hub.namespace[:LONGEST_RELEASE]}",
                (*add_on_path(position, add_ons), "release"),
            )


def has_cluster_roles(hub: JupyterHubAddOnProps) -> bool:
    """Return whether the chart creates cluster-wide roles named after the release: those of its user scheduler."""
    return hub.user_value("scheduling", "userScheduler", "enabled") is not False


def add_on_path(position: int, add_ons: AddOns) -> tuple[str | int, ...]:
    """Return the key path of an add-on in a hub file."""
    add_on = add_ons[position]
    return ("add_ons", position, *((add_on.KEY,) if add_on else ()))
