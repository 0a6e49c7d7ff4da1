"""A profile: a server that users may choose, and the options in it."""

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
    """Who may see something and start it; without both keys, everyone."""

    allowed_groups: Groups = None
    """Groups whose members see it and may start it, as oidc_config.groups_claim names them; checked when the server starts too."""
    allowed_users: Users = None
    """Users who see it and may start it, beside the members of allowed_groups."""

    @property
    def is_restricted(self) -> bool:
        """Whether it is not open to everyone."""
        return self.allowed_groups is not None or self.allowed_users is not None


class InnerSettings(ServerSettings):
    """The settings of a server that a profile or a choice says anew."""

    kubespawner_override: FreeValues = Field(default_factory=dict)
    """Further traits of KubeSpawner, {working_dir: /home/jovyan/course}: names and types as in the KubeSpawner of the chart's version.
    What a key can say is not allowed here."""


class Choice(InnerSettings, Restricted):
    """A choice of an option: what differs from the profile."""

    display_name: DisplayText
    """What users read. Markup shows as it is written."""
    default: StrictBool = False
    """Choose it where the user says nothing. Default: the first choice of the option."""


class UnlistedChoice(Restricted):
    """An image that users type; from chart 3.1.0 on."""

    display_name: DisplayText = "Other image"
    """What users read beside the field. Markup shows as it is written."""
    pattern: Pattern
    """Regular expression that the image has to match, from its beginning to its end."""
    message: DisplayText | None = None
    """What users read where the image doesn't match. Default: the browser's own words."""


class ProfileOption(Model):
    """Something that users choose within a profile; from chart 2.0.0 on."""

    display_name: DisplayText
    """What users read beside the choices. Markup shows as it is written."""
    choices: dict[ChoiceKey, Choice] = Field(default_factory=dict)
    """The choices by their lasting keys; one or more are required."""
    unlisted_choice: UnlistedChoice | None = None
    """Let users type an image: {display_name, pattern, message, allowed_groups}; from chart 3.1.0 on. Default: the choices are all."""


class Profile(InnerSettings, Restricted):
    """A server that users may choose: what differs from the hub's settings."""

    preset: Preset | None = None
    """Start from a ready profile, cpu-small, cpu-large, gpu or spark, and say what differs. Default: the hub's settings."""
    display_name: DisplayText | None = None
    """What users read; required without preset. Markup shows as it is written."""
    slug: Slug | None = None
    """The profile's lasting name, by which a user's last choice is kept. Default: the preset's name, or made of display_name."""
    description: DisplayText | None = None
    """What users read below the name, before what the server has. Markup shows as it is written."""
    default: StrictBool | None = None
    """Choose it where the user says nothing. Default: cpu-small, or else the first profile."""
    user_identity: UserIdentity | None = None
    """What this profile's servers may do in AWS, by a role and a service account of their own, <release>-<slug>; with allowed_groups or
    allowed_users. Default: the hub's user_identity."""
    profile_options: dict[OptionKey, ProfileOption] = Field(default_factory=dict)
    """What users choose within the profile, by lasting keys; from chart 2.0.0 on."""

    @property
    def choices(self) -> Iterator[tuple[tuple[str, ...], Choice]]:
        """All choices, each with its key path below the profile."""
        for name, option in self.profile_options.items():
            for key, choice in option.choices.items():
                yield ("profile_options", name, "choices", key), choice

    @property
    def restrictions(self) -> Iterator[tuple[tuple[str, ...], Restricted]]:
        """All that may be restricted, each with its key path below the profile."""
        yield (), self
        yield from self.choices
        for name, option in self.profile_options.items():
            if option.unlisted_choice is not None:
                yield ("profile_options", name, "unlisted_choice"), option.unlisted_choice


def _option_has_choices(option: ProfileOption) -> Iterator[Problem]:
    if not option.choices:
        yield Problem(
            "has no choices, without which the page of profiles doesn't open; write one or more: {key: {display_name: …}}", ("choices",)
        )


def _option_has_one_default(option: ProfileOption) -> Iterator[Problem]:
    if problem := defaults_problem({key: choice for key, choice in option.choices.items() if choice.default}):
        yield Problem(problem, ("choices",))


def _profile_has_a_name(profile: Profile) -> Iterator[Problem]:
    if profile.preset is None and profile.display_name is None:
        yield Problem(
            "is required but missing: what users read; or start from a preset: cpu-small, cpu-large, gpu or spark", ("display_name",)
        )


def _identity_is_for_some(profile: Profile) -> Iterator[Problem]:
    if profile.user_identity is not None and not profile.is_restricted:
        yield Problem(
            "is an identity of this profile alone, and everyone may start the profile; write allowed_groups or allowed_users, or give the "
            "identity to all servers by the hub's user_identity",
            ("user_identity",),
        )


ProfileOption.RULES = (_option_has_choices, _option_has_one_default)
Profile.RULES = (_profile_has_a_name, _identity_is_for_some)
