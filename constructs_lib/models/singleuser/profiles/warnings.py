"""Warnings about profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.image import image_warnings
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset, matches_anything
from constructs_lib.models.singleuser.profiles.props import ProfilesProps, where
from constructs_lib.models.singleuser.server_settings import innermost, is_set

if TYPE_CHECKING:
    from constructs_lib.models.singleuser.profiles.profile import Profile


def profile_warnings(hub: ProfilesProps, version: ChartVersion) -> Iterator[str]:
    """Yield warnings about open, unpinned or unchecked profiles.

    Args:
        hub: the hub's settings.
        version: version of the chart.
    """
    if hub.profiles and all(profile.is_restricted for profile in hub.profiles):
        yield "all profiles have allowed_groups or allowed_users, so other users can't start any server"
    for place, profile in hub.listed_profiles:
        for warning in _of_one(hub, profile, version):
            yield f"{where(place, profile)}: {warning}"


def _of_one(hub: ProfilesProps, profile: Profile, version: ChartVersion) -> Iterator[str]:
    from constructs_lib.models.singleuser.profiles.presets import made_tag, preset_level  # noqa: PLC0415  # see models/later.py

    if profile.preset is ProfilePreset.GPU and not profile.is_restricted:
        yield "everyone may start servers with GPUs; set allowed_groups or allowed_users to restrict it"
    if tag := made_tag(profile, version):
        image = innermost([preset_level(profile, version)], "notebook_stack")
        yield f"the tag {tag} of {image} was not checked; set notebook_tag if the image has no such tag"
    for path, level in ((), profile), *profile.choices:
        if is_set(level, "notebook_stack") or is_set(level, "notebook_tag"):
            tag = innermost([hub, profile, level], "notebook_tag")
            yield from (f"{'.'.join((*path, warning))}" for warning in image_warnings(level.notebook_stack, tag))
        if level.kubespawner_override.get("privileged"):
            yield f"{'.'.join((*path, 'kubespawner_override'))}.privileged: true lets users escape their containers and use the node's permissions"
    for name, option in profile.profile_options.items():
        if option.unlisted_choice is not None and matches_anything(option.unlisted_choice.pattern):
            yield f"profile_options.{name}.unlisted_choice.pattern matches everything: users may start any image of any registry"
