"""Names of the releases of several hubs: the chart names what it has cluster-wide after the release, so no two may be equal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: Source: Helm, "chart release names".
LONGEST_RELEASE = 53

Props = TypeVar("Props", bound=AddOnProps | None)


def with_releases(add_ons: Sequence[Props]) -> list[Props]:
    """Name the release of each hub that doesn't say one: the first has the default, the others the default and their namespace.

    The chart's ClusterRole is ``<release>-user-scheduler``, and Helm refuses one that another release has made.

    Args:
        add_ons: in the order of the array; nothing given is changed.
    """
    taken = {hub.release for hub in add_ons if isinstance(hub, JupyterHubAddOnProps) and "release" in hub.model_fields_set}
    named: list[Props] = []
    for add_on in add_ons:
        if isinstance(add_on, JupyterHubAddOnProps) and "release" not in add_on.model_fields_set:
            release = add_on.release if add_on.release not in taken else _of_namespace(add_on)
            taken.add(release)
            named.append(add_on if release == add_on.release else add_on.model_copy(update={"release": release}))
        else:
            named.append(add_on)
    return named


def _of_namespace(hub: JupyterHubAddOnProps) -> str:
    name = f"{hub.release}-{hub.namespace}"
    if len(name) <= LONGEST_RELEASE:
        return name
    suffix = hashlib.sha256(hub.namespace.encode()).hexdigest()[:6]
    return f"{name[: LONGEST_RELEASE - 7].rstrip('-')}-{suffix}"
