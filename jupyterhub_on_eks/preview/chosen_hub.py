"""The hub to preview: the only one in the hub files, or the one that ``--hub`` names."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.hub_files.model import HubFile


def hubs_of(files: Sequence[HubFile]) -> dict[str, JupyterHubAddOn]:
    """Return the hubs of the hub files by ``stack/namespace``, in file order."""
    return {
        f"{file.stack}/{add_on.namespace}": add_on
        for file in files
        for add_on in file.blueprint().add_ons
        if isinstance(add_on, JupyterHubAddOn)
    }


def chosen_hub(files: Sequence[HubFile], name: str | None) -> JupyterHubAddOn:
    """Return the hub to preview.

    Args:
        files: valid hub files.
        name: the hub's namespace, or ``stack/namespace``. None: the only hub.

    Raises:
        ValueError: there is no such hub, or there are several.
    """
    hubs = hubs_of(files)
    found = [key for key in hubs if name in (None, key, key.partition("/")[2])]
    if len(found) == 1:
        return hubs[found[0]]
    if not hubs:
        raise ValueError("there is no hub in the hub files: none of their add-ons is jupyterhub")
    if not found:
        raise ValueError(f"there is no hub {name!r}; the hubs are {', '.join(hubs)}")
    raise ValueError(f"there is more than one hub; choose one with --hub: {', '.join(found)}")
