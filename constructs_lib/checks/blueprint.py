"""Do the add-ons of one blueprint fit together? Their order, their names, the named resources they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from constructs_lib.errors import Problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: Add-ons in the order of the array; None where one can't be understood, which is reported elsewhere.
AddOns = Sequence[AddOnProps | None]


def blueprint_problems(add_ons: AddOns, *, certificates: Collection[str]) -> Iterator[Problem]:
    """Find everything that keeps the add-ons of one array from working together.

    Args:
        add_ons: in the order of the array.
        certificates: names of the certificates that the blueprint defines.
    """
    yield from _missing_dependencies(add_ons)
    yield from _repeated(add_ons)
    yield from _unknown_certificates(add_ons, certificates)


def _missing_dependencies(add_ons: AddOns) -> Iterator[Problem]:
    """EKS Blueprints' own message, then what to do."""
    names = [add_on.CLASS_NAME if add_on else None for add_on in add_ons]
    keys = {add_on.CLASS_NAME: add_on.KEY for add_on in add_ons if add_on}
    for position, add_on in enumerate(add_ons):
        for needed, reason in add_on.dependencies.items() if add_on else ():
            if needed in names[:position]:
                continue
            if needed in names:
                cure = f"it stands at add_ons[{names.index(needed)}], but {reason} needs it earlier: move {keys[needed]} before this hub"
            else:
                cure = f"{reason} needs it: put it into add_ons before this hub, with existing: true if the cluster has it already"
            yield Problem(f"Missing a dependency for {needed}; {cure}", _path(position, add_ons))


def _repeated(add_ons: AddOns) -> Iterator[Problem]:
    """Two hubs need two namespaces; of everything else a cluster has one."""
    seen: dict[str, int] = {}
    for position, add_on in enumerate(add_ons):
        if add_on is None:
            continue
        hub = isinstance(add_on, JupyterHubAddOnProps)
        what = f"namespace {add_on.namespace!r}" if isinstance(add_on, JupyterHubAddOnProps) else f"{add_on.KEY}"
        first = seen.setdefault(what, position)
        if first == position:
            continue
        cure = (
            "two hubs on one cluster differ in their namespace: give this one another"
            if hub
            else "a cluster has it once: take one of them out"
        )
        yield Problem(f"{what} is taken by add_ons[{first}]; {cure}", (*_path(position, add_ons), *(("namespace",) if hub else ())))


def _unknown_certificates(add_ons: AddOns, certificates: Collection[str]) -> Iterator[Problem]:
    for position, add_on in enumerate(add_ons):
        if not isinstance(add_on, JupyterHubAddOnProps) or add_on.certificate_resource_name in {None, *certificates}:
            continue
        known = ", ".join(sorted(certificates)) or "none are defined"
        yield Problem(
            f"{add_on.certificate_resource_name!r} is not one of the certificates ({known}); define it under certificates",
            (*_path(position, add_ons), "certificate_resource_name"),
        )


def _path(position: int, add_ons: AddOns) -> tuple[str | int, ...]:
    add_on = add_ons[position]
    return ("add_ons", position, *((add_on.KEY,) if add_on else ()))
