"""Names of the releases of several hubs: the chart names what it has cluster-wide after the release, so no two may be equal."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: Source: Helm, "chart release names".
LONGEST_RELEASE = 53

#: The namespace in which EKS Blueprints' add-on installs its hub.
_OF_BLUEPRINTS = "jupyterhub"

Props = TypeVar("Props", bound=AddOnProps | None)


def with_releases(add_ons: Sequence[Props]) -> list[Props]:
    """Name the release of each hub that doesn't say one, by its namespace alone: another order of the hubs, or another hub, renames none.

    In the namespace ``jupyterhub`` it is the name of EKS Blueprints, else that and the namespace. The chart's ClusterRole is
    ``<release>-user-scheduler``, and Helm refuses one that another release has made.

    Args:
        add_ons: in the order of the array; nothing given is changed.
    """
    return [
        add_on.model_copy(update={"release": _of_namespace(add_on)})
        if isinstance(add_on, JupyterHubAddOnProps) and "release" not in add_on.model_fields_set and _elsewhere(add_on)
        else add_on
        for add_on in add_ons
    ]


def _elsewhere(hub: JupyterHubAddOnProps) -> bool:
    """Tell whether the hub isn't where EKS Blueprints install theirs. A hub whose namespace is refused has none."""
    return getattr(hub, "namespace", _OF_BLUEPRINTS) != _OF_BLUEPRINTS


def _of_namespace(hub: JupyterHubAddOnProps) -> str:
    name = f"{hub.release}-{hub.namespace}"
    if len(name) <= LONGEST_RELEASE:
        return name
    suffix = hashlib.sha256(hub.namespace.encode()).hexdigest()[:6]
    return f"{name[: LONGEST_RELEASE - 7].rstrip('-')}-{suffix}"
