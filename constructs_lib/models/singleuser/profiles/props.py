"""The profiles of a hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.later import later
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset, slugified
from constructs_lib.models.singleuser.resources import asks_for_devices, resources_of
from constructs_lib.models.singleuser.server_settings import ServerSettings, said

if TYPE_CHECKING:
    from constructs_lib.models.singleuser.profiles.profile import Profile
else:
    Profile = later("constructs_lib.models.singleuser.profiles.profile", "Profile")


def as_profile(entry: Any) -> Any:
    """Return an entry of the list: a preset's name stands for a profile that says nothing else."""
    return {"preset": entry} if isinstance(entry, str) else entry


def name_of(profile: Profile) -> str:
    """Return what users read as the profile's name."""
    from constructs_lib.models.singleuser.profiles.presets import PRESETS  # noqa: PLC0415  # see models/later.py

    return profile.display_name or (PRESETS[profile.preset].display_name if profile.preset else "")


def slug_of(profile: Profile) -> str:
    """Return the profile's lasting name; empty where none can be made of its display_name."""
    if profile.slug is not None:
        return profile.slug
    return profile.preset.value if profile.preset and profile.display_name is None else slugified(name_of(profile))


class ProfilesProps(ServerSettings, HelmAddOnProps):
    """The servers among which users choose."""

    profiles: tuple[Annotated[Profile, BeforeValidator(as_profile, json_schema_input_type=ProfilePreset | Profile)], ...] = ()
    """Servers among which users choose: names of ready profiles (cpu-small, cpu-large, gpu, spark), or mappings that say what differs
    from the hub's settings. Default: users get the hub's settings, and no page of choices."""

    @property
    def listed_profiles(self) -> Sequence[tuple[int, Profile]]:
        """The profiles with their places in the list; in the report on a wrong file some may be missing."""
        entries: tuple[Profile | None, ...] = self.profiles
        return [(place, profile) for place, profile in enumerate(entries) if profile is not None]

    @property
    def has_restricted_profiles(self) -> bool:
        """Whether a profile, a choice or an unlisted choice is not open to everyone."""
        return any(entry.is_restricted for _, profile in self.listed_profiles for _, entry in profile.restrictions)

    @property
    def group_rules(self) -> list[KeyPath]:
        """Key paths of what is open to groups."""
        return [
            ("profiles", place, *path, "allowed_groups")
            for place, profile in self.listed_profiles
            for path, entry in profile.restrictions
            if entry.allowed_groups is not None
        ]

    @property
    def has_own_images(self) -> bool:
        """Whether a profile or a choice has an image of its own, or lets users type one."""
        return any(
            said(level, key)
            for _, profile in self.listed_profiles
            for level in _inner(profile)
            for key in ("notebook_stack", "notebook_tag")
        ) or any(option.unlisted_choice for _, profile in self.listed_profiles for option in profile.profile_options.values())

    @property
    def referred_variables(self) -> frozenset[str]:
        """Names of the environment variables that a profile or a choice finds by a reference."""
        levels = (level for _, profile in self.listed_profiles for level in (profile, *(choice for _, choice in profile.choices)))
        return frozenset(name for level in levels for name, value in level.extra_env.items() if not isinstance(value, str))

    @property
    def asks_for_gpus(self) -> bool:
        """Whether the hub, a profile or a choice asks for GPUs or other devices."""
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
    """Return what says the settings of a profile's server, the outermost first: the hub, the preset, the profile."""
    from constructs_lib.models.singleuser.profiles.presets import preset_level  # noqa: PLC0415  # see models/later.py

    return [hub, preset_level(profile, version), profile]


def has_devices(levels: Sequence[ServerSettings]) -> bool:
    """Return whether a server of these levels gets GPUs or other devices."""
    return bool(resources_of([level.resources for level in levels]).devices)


def default_place(profiles: Mapping[int, Profile]) -> int | None:
    """Return the place of the default profile: the one that says so, else the preset that is one, else the first."""
    from constructs_lib.models.singleuser.profiles.presets import PRESETS  # noqa: PLC0415  # see models/later.py

    said_so = [place for place, profile in profiles.items() if profile.default]
    ready = [place for place, profile in profiles.items() if profile.default is None and profile.preset and PRESETS[profile.preset].default]
    return next(iter([*said_so, *ready, *profiles]), None)


def where(place: int, profile: Profile) -> str:
    """Return how messages name a profile that isn't the place of the mistake."""
    return f"profiles[{place}] ({slug_of(profile)})"
