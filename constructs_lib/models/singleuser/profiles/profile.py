"""A profile: a server that users may choose, and its options."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.singleuser.profiles.kinds import (
    ChoiceKey,
    DisplayText,
    Groups,
    OptionKey,
    Pattern,
    Preset,
    Slug,
    Users,
    defaults_problem,
)
from constructs_lib.models.singleuser.server_settings import ServerSettings
from constructs_lib.models.user_identity.settings import UserIdentity


class Restricted(Model):
    """Who may see and start it; without both keys, everyone."""

    allowed_groups: Groups = None
    """Groups whose members may see and start it, as in oidc_config.groups_claim; also checked when the server starts."""
    allowed_users: Users = None
    """Users who may see and start it, in addition to the members of allowed_groups."""

    @property
    def is_restricted(self) -> bool:
        """Whether it is restricted to certain users or groups."""
        return self.allowed_groups is not None or self.allowed_users is not None


class InnerSettings(ServerSettings):
    """The settings of a server that a profile or a choice overrides."""

    kubespawner_override: FreeValues = Field(default_factory=dict)
    """Additional KubeSpawner traits, such as {working_dir: /home/jovyan/course}: names and types as in the KubeSpawner of the chart's
    version. Traits that have a key of their own are not allowed here."""


class Choice(InnerSettings, Restricted):
    """A choice of an option: the settings that differ from the profile."""

    display_name: DisplayText
    """Name shown to users. Markup is shown literally."""
    default: StrictBool = False
    """Select it if the user selects nothing. Default: the first choice of the option."""


class UnlistedChoice(Restricted):
    """An image that users enter; requires chart 3.1.0 or later."""

    display_name: DisplayText = "Other image"
    """Label of the field. Markup is shown literally."""
    pattern: Pattern
    """Regular expression that the whole image name must match."""
    message: DisplayText | None = None
    """Message for users if the image doesn't match. Default: the browser's own message."""


class ProfileOption(Model):
    """An option that users choose within a profile; requires chart 2.0.0 or later."""

    display_name: DisplayText
    """Label of the choices. Markup is shown literally."""
    choices: dict[ChoiceKey, Choice] = Field(default_factory=dict)
    """The choices, by stable keys; at least one is required."""
    unlisted_choice: UnlistedChoice | None = None
    """Let users enter an image: {display_name, pattern, message, allowed_groups}; requires chart 3.1.0 or later. Default: only the choices
    are available."""


class Profile(InnerSettings, Restricted):
    """A server that users may choose: the settings that differ from the hub's."""

    preset: Preset | None = None
    """Base the profile on a predefined one, cpu-small, cpu-large, gpu or spark, and set only what differs. Default: the hub's settings."""
    display_name: DisplayText | None = None
    """Name shown to users; required without preset. Markup is shown literally."""
    slug: Slug | None = None
    """The profile's stable name, under which a user's last choice is stored. Default: the preset's name, or derived from display_name."""
    description: DisplayText | None = None
    """Text below the name, before the server's resources. Markup is shown literally."""
    default: StrictBool | None = None
    """Select it if the user selects nothing. Default: cpu-small, otherwise the first profile."""
    user_identity: UserIdentity | None = None
    """AWS permissions of this profile's servers, through a separate role and service account, <release>-<slug>; requires allowed_groups or
    allowed_users. Default: the hub's user_identity."""
    profile_options: dict[OptionKey, ProfileOption] = Field(default_factory=dict)
    """Options that users choose within the profile, by stable keys; requires chart 2.0.0 or later."""

    @property
    def choices(self) -> Iterator[tuple[tuple[str, ...], Choice]]:
        """All choices, each with its key path below the profile."""
        for name, option in self.profile_options.items():
            for key, choice in option.choices.items():
                yield ("profile_options", name, "choices", key), choice

    @property
    def restrictions(self) -> Iterator[tuple[tuple[str, ...], Restricted]]:
        """Everything that may be restricted, each with its key path below the profile."""
        yield (), self
        yield from self.choices
        for name, option in self.profile_options.items():
            if option.unlisted_choice is not None:
                yield ("profile_options", name, "unlisted_choice"), option.unlisted_choice


def _option_has_choices(option: ProfileOption) -> Iterator[Problem]:
    if not option.choices:
        yield Problem("has no choices, so the profile page would not open; add at least one: {key: {display_name: …}}", ("choices",))


def _option_has_one_default(option: ProfileOption) -> Iterator[Problem]:
    if problem := defaults_problem({key: choice for key, choice in option.choices.items() if choice.default}):
        yield Problem(problem, ("choices",))


def _profile_has_a_name(profile: Profile) -> Iterator[Problem]:
    if profile.preset is None and profile.display_name is None:
        yield Problem(
            "is required but missing: name shown to users; or set preset to cpu-small, cpu-large, gpu or spark", ("display_name",)
        )


def _identity_is_for_some(profile: Profile) -> Iterator[Problem]:
    if profile.user_identity is not None and not profile.is_restricted:
        yield Problem(
            "is an identity for this profile only, but everyone may start the profile; set allowed_groups or allowed_users, or use the "
            "hub's user_identity for all servers",
            ("user_identity",),
        )


ProfileOption.RULES = (_option_has_choices, _option_has_one_default)
Profile.RULES = (_profile_has_a_name, _identity_is_for_some)
