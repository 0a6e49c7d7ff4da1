"""The profiles of a hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.later import later
from constructs_lib.models.scheduling.resources import asks_for_devices, resources_of
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset, slugified
from constructs_lib.models.singleuser.server_settings import ServerSettings, is_set

if TYPE_CHECKING:
    from constructs_lib.models.singleuser.profiles.profile import Profile
else:
    Profile = later("constructs_lib.models.singleuser.profiles.profile", "Profile")


def as_profile(entry: Any) -> Any:
    """Return an entry of the list as a profile: the name of a preset stands for a profile with no other settings."""
    return {"preset": entry} if isinstance(entry, str) else entry


def name_of(profile: Profile) -> str:
    """Return the profile's name shown to users."""
    from constructs_lib.models.singleuser.profiles.presets import PRESETS  # noqa: PLC0415  # see models/later.py

    return profile.display_name or (PRESETS[profile.preset].display_name if profile.preset else "")


def slug_of(profile: Profile) -> str:
    """Return the profile's stable name; empty if it can't be derived from display_name."""
    if profile.slug is not None:
        return profile.slug
    return profile.preset.value if profile.preset and profile.display_name is None else slugified(name_of(profile))


class ProfilesProps(ServerSettings, HelmAddOnProps):
    """The servers that users can choose."""

    profiles: tuple[Annotated[Profile, BeforeValidator(as_profile, json_schema_input_type=ProfilePreset | Profile)], ...] = ()
    """Servers that users can choose: names of predefined profiles (cpu-small, cpu-large, gpu, spark), or mappings with the settings that
    differ from the hub's. Default: users get the hub's settings, without a profile page."""

    @property
    def listed_profiles(self) -> Sequence[tuple[int, Profile]]:
        """The profiles with their positions in the list; in the report on a wrong file, some may be missing."""
        entries: tuple[Profile | None, ...] = self.profiles
        return [(place, profile) for place, profile in enumerate(entries) if profile is not None]

    @property
    def has_restricted_profiles(self) -> bool:
        """Whether a profile, a choice or an unlisted choice is restricted."""
        return any(entry.is_restricted for _, profile in self.listed_profiles for _, entry in profile.restrictions)

    @property
    def group_rules(self) -> list[KeyPath]:
        """Key paths of everything that is restricted to groups."""
        return [
            ("profiles", place, *path, "allowed_groups")
            for place, profile in self.listed_profiles
            for path, entry in profile.restrictions
            if entry.allowed_groups is not None
        ]

    @property
    def has_own_images(self) -> bool:
        """Whether a profile or a choice has its own image, or lets users enter one."""
        return any(
            is_set(level, key)
            for _, profile in self.listed_profiles
            for level in _inner(profile)
            for key in ("notebook_stack", "notebook_tag")
        ) or any(option.unlisted_choice for _, profile in self.listed_profiles for option in profile.profile_options.values())

    @property
    def referred_variables(self) -> frozenset[str]:
        """Names of the environment variables that a profile or a choice sets by reference."""
        levels = (level for _, profile in self.listed_profiles for level in (profile, *(choice for _, choice in profile.choices)))
        return frozenset(name for level in levels for name, value in level.extra_env.items() if not isinstance(value, str))

    @property
    def asks_for_gpus(self) -> bool:
        """Whether the hub, a profile or a choice requests GPUs or other devices."""
        return any(
            asks_for_devices(level.resources)
            for level in (self, *(each for _, profile in self.listed_profiles for each in _inner(profile)))
        )


def _inner(profile: Profile) -> Iterator[ServerSettings]:
    from constructs_lib.models.singleuser.profiles.presets import PRESETS  # noqa: PLC0415  # see models/later.py

    preset = PRESETS[profile.preset].settings if profile.preset else {}
    yield ServerSettings.model_validate(preset)
    yield profile
    yield from (choice for _, choice in profile.choices)


def profile_levels(hub: ProfilesProps, profile: Profile, version: ChartVersion) -> list[ServerSettings]:
    """Return the levels of settings of a profile's server, the outermost first: the hub, the preset, the profile."""
    from constructs_lib.models.singleuser.profiles.presets import preset_level  # noqa: PLC0415  # see models/later.py

    return [hub, preset_level(profile, version), profile]


def has_devices(levels: Sequence[ServerSettings]) -> bool:
    """Return whether a server with these levels gets GPUs or other devices."""
    return bool(resources_of([level.resources for level in levels]).devices)


def default_place(profiles: Mapping[int, Profile]) -> int | None:
    """Return the position of the default profile: the one set as the default, otherwise the default preset, otherwise the first."""
    from constructs_lib.models.singleuser.profiles.presets import PRESETS  # noqa: PLC0415  # see models/later.py

    chosen = [place for place, profile in profiles.items() if profile.default]
    ready = [place for place, profile in profiles.items() if profile.default is None and profile.preset and PRESETS[profile.preset].default]
    return next(iter([*chosen, *ready, *profiles]), None)


def where(place: int, profile: Profile) -> str:
    """Return a profile's name for messages at other places."""
    return f"profiles[{place}] ({slug_of(profile)})"
