"""Whether profiles have their own images, all of which the chart then pulls to each node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def names_images(profiles: Any) -> bool:
    """Return whether an override in a list of profiles sets an image, in a profile or in a choice.

    Args:
        profiles: the value of ``singleuser.profileList``.
    """
    if isinstance(profiles, Mapping):
        override = profiles.get("kubespawner_override")
        return (isinstance(override, Mapping) and "image" in override) or any(names_images(below) for below in profiles.values())
    return isinstance(profiles, list | tuple) and any(names_images(below) for below in profiles)
