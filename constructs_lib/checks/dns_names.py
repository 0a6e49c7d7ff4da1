"""Route 53 names that two hubs of a blueprint share."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.checks.add_ons import AddOns, add_on_path
from constructs_lib.errors import Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def dns_name_problems(add_ons: AddOns) -> Iterator[Problem]:
    """Find names that two hubs would share; the second record would fail during apply.

    Args:
        add_ons: in the order of the array.
    """
    taken: dict[tuple[str, bool], int] = {}
    for position, add_on in enumerate(add_ons):
        if not isinstance(add_on, JupyterHubAddOnProps) or add_on.dns is None:
            continue
        first = taken.setdefault((add_on.dns.name, add_on.dns.private_zone), position)
        if first != position:
            yield Problem(
                f"{add_on.dns.name} already points to the hub of add_ons[{first}]; give this one another record",
                (*add_on_path(position, add_ons), "dns"),
            )
