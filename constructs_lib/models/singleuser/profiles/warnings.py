"""What works of profiles but should be known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.image import image_warnings
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset, matches_anything
from constructs_lib.models.singleuser.profiles.props import ProfilesProps, where
from constructs_lib.models.singleuser.server_settings import innermost, said

if TYPE_CHECKING:
    from constructs_lib.models.singleuser.profiles.profile import Profile


def profile_warnings(hub: ProfilesProps, version: ChartVersion) -> Iterator[str]:
    """Yield what is open, unpinned or unchecked about the profiles.

    Args:
        hub: the hub's settings.
        version: version of the chart.
    """
    if hub.profiles and all(profile.is_restricted for profile in hub.profiles):
        yield "all profiles have allowed_groups or allowed_users: everyone else gets no server at all"
    for place, profile in hub.listed_profiles:
        for words in _of_one(hub, profile, version):
            yield f"{where(place, profile)}: {words}"


def _of_one(hub: ProfilesProps, profile: Profile, version: ChartVersion) -> Iterator[str]:
    from constructs_lib.models.singleuser.profiles.presets import made_tag, preset_level  # noqa: PLC0415  # see models/later.py

    if profile.preset is ProfilePreset.GPU and not profile.is_restricted:
        yield "everyone may start servers with GPUs; write allowed_groups or allowed_users"
    if tag := made_tag(profile, version):
        image = innermost([preset_level(profile, version)], "notebook_stack")
        yield f"whether {image} has the tag {tag} was not checked; write notebook_tag if it has another"
    for path, level in ((), profile), *profile.choices:
        if said(level, "notebook_stack") or said(level, "notebook_tag"):
            tag = innermost([hub, profile, level], "notebook_tag")
            yield from (f"{'.'.join((*path, words))}" for words in image_warnings(level.notebook_stack, tag))
        if level.kubespawner_override.get("privileged"):
            yield f"{'.'.join((*path, 'kubespawner_override'))}.privileged: true lets users leave their containers, and use what the node may do"
    for name, option in profile.profile_options.items():
        if option.unlisted_choice is not None and matches_anything(option.unlisted_choice.pattern):
            yield f"profile_options.{name}.unlisted_choice.pattern matches everything: users may start any image of any registry"
