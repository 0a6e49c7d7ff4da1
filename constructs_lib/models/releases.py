"""Release names of several hubs: the chart names its cluster-wide objects after the release, so the names must differ."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: Source: Helm, "chart release names".
LONGEST_RELEASE = 53

#: The namespace in which EKS Blueprints' add-on installs a hub.
_OF_BLUEPRINTS = "jupyterhub"

Props = TypeVar("Props", bound=AddOnProps | None)


def with_releases(add_ons: Sequence[Props]) -> list[Props]:
    """Set the release of each hub that has none, based only on its namespace, so that other hubs or their order never rename it.

    In the namespace ``jupyterhub`` it is the name that EKS Blueprints uses, elsewhere that name and the namespace. The chart's
    ClusterRole is ``<release>-user-scheduler``, and Helm refuses one that another release has created.

    Args:
        add_ons: in the order of the array; the given list is not changed.
    """
    return [
        add_on.model_copy(update={"release": _of_namespace(add_on)})
        if isinstance(add_on, JupyterHubAddOnProps) and "release" not in add_on.model_fields_set and _elsewhere(add_on)
        else add_on
        for add_on in add_ons
    ]


def _elsewhere(hub: JupyterHubAddOnProps) -> bool:
    """Return whether the hub is outside the namespace that EKS Blueprints uses. A hub with a refused namespace has none."""
    return getattr(hub, "namespace", _OF_BLUEPRINTS) != _OF_BLUEPRINTS


def _of_namespace(hub: JupyterHubAddOnProps) -> str:
    name = f"{hub.release}-{hub.namespace}"
    if len(name) <= LONGEST_RELEASE:
        return name
    suffix = hashlib.sha256(hub.namespace.encode()).hexdigest()[:6]
    return f"{name[: LONGEST_RELEASE - 7].rstrip('-')}-{suffix}"
