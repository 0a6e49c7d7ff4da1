"""The hub that is previewed: the one of a hub file, or the one that the command names."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.hub_files.model import HubFile


def hubs_of(files: Sequence[HubFile]) -> dict[str, JupyterHubAddOn]:
    """Return the hubs of hub files by ``stack/namespace``, in their order."""
    return {
        f"{file.stack}/{add_on.namespace}": add_on
        for file in files
        for add_on in file.blueprint().add_ons
        if isinstance(add_on, JupyterHubAddOn)
    }


def chosen_hub(files: Sequence[HubFile], name: str | None) -> JupyterHubAddOn:
    """Return the hub to preview.

    Args:
        files: hub files without mistakes.
        name: the hub's namespace, or stack and namespace with a slash between. None: the only hub.

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
    raise ValueError(f"there is more than one hub; name one by --hub: {', '.join(found)}")
