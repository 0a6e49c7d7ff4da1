"""What must be known of profiles where settings of the whole hub depend on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.models.helm import HelmAddOnProps


def has_restricted_profiles(hub: HelmAddOnProps) -> bool:
    """Return whether the hub has profiles or choices that not all users may start.

    Args:
        hub: the hub's settings.
    """
    del hub
    return False


def has_own_images(hub: HelmAddOnProps) -> bool:
    """Return whether profiles have images of their own, those in the user's own values too: the chart pulls them all to each node.

    Args:
        hub: the hub's settings.
    """
    return names_images(hub.user_value("singleuser", "profileList"))


def names_images(profiles: Any) -> bool:
    """Return whether an override in a list of profiles names an image, be it in a profile or in a choice.

    Args:
        profiles: what stands in ``singleuser.profileList``.
    """
    if isinstance(profiles, Mapping):
        override = profiles.get("kubespawner_override")
        return (isinstance(override, Mapping) and "image" in override) or any(names_images(below) for below in profiles.values())
    return isinstance(profiles, list | tuple) and any(names_images(below) for below in profiles)
