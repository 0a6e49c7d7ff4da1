"""Rules across the profiles of a hub and its other keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import PROFILE_OPTIONS, UNLISTED_CHOICE, ChartVersion
from constructs_lib.models.environment import variables
from constructs_lib.models.kinds.text import FreeValues
from constructs_lib.models.scheduling.resources import resources_of, too_much_guaranteed
from constructs_lib.models.singleuser.profiles.kinds import defaults_problem
from constructs_lib.models.singleuser.profiles.props import name_of, profile_levels, slug_of, where
from constructs_lib.models.singleuser.server_settings import SERVER_KEYS, ServerSettings, innermost, is_set

if TYPE_CHECKING:
    from constructs_lib.models.singleuser.profiles.profile import Profile, ProfileOption

_LONGEST_SLUG = 63


class HubWithProfiles(Protocol):
    """The parts of a hub that these rules read."""

    @property
    def listed_profiles(self) -> Sequence[tuple[int, Profile]]:
        """The profiles with their positions."""

    @property
    def has_restricted_profiles(self) -> bool:
        """Whether any profile or choice is restricted."""

    @property
    def chart_version(self) -> ChartVersion:
        """The chart's version."""

    @property
    def values(self) -> FreeValues:
        """The user's own chart values."""

    def user_value(self, *path: str) -> object:
        """Return the user's own chart value at a path, or None."""


def one_default(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find a second default."""
    if problem := defaults_problem({where(place, profile): profile for place, profile in hub.listed_profiles if profile.default}):
        yield Problem(problem, ("profiles",))


def slugs_differ(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find profiles with equal slugs, which KubeSpawner can't distinguish, or without a slug."""
    first: dict[str, int] = {}
    for place, profile in hub.listed_profiles:
        slug = slug_of(profile)
        if not slug and (profile.preset or profile.display_name):
            yield Problem(
                f"is required but missing: no slug can be derived from {name_of(profile)!r}; set a stable name", ("profiles", place, "slug")
            )
        elif len(slug) > _LONGEST_SLUG:
            yield Problem(
                f"is required but missing: the slug derived from display_name has {len(slug)} characters; at most {_LONGEST_SLUG} are allowed",
                ("profiles", place, "slug"),
            )
        elif slug and first.setdefault(slug, place) != place:
            yield Problem(
                f"profiles[{first[slug]}] and profiles[{place}] both have the slug {slug!r}, so no one could choose the second; "
                "set slug on one of them",
                ("profiles", place),
            )


def options_fit_the_chart(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find options that the chart's KubeSpawner does not support."""
    for place, profile in hub.listed_profiles:
        if profile.profile_options and not hub.chart_version.has(PROFILE_OPTIONS):
            yield Problem(hub.chart_version.lacks(PROFILE_OPTIONS), ("profiles", place, "profile_options"))
        for name, option in profile.profile_options.items():
            if option.unlisted_choice is not None and not hub.chart_version.has(UNLISTED_CHOICE):
                path = ("profiles", place, "profile_options", name, "unlisted_choice")
                yield Problem(hub.chart_version.lacks(UNLISTED_CHOICE), path)


def overrides_are_known(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find traits that KubeSpawner does not accept."""
    if not hub.listed_profiles:
        return
    from constructs_lib.models.singleuser.profiles.spawner_traits import override_problems  # noqa: PLC0415  # see models/later.py

    for place, profile in hub.listed_profiles:
        for path, level in ((), profile), *profile.choices:
            for problem in override_problems(level.kubespawner_override, hub.chart_version):
                yield Problem(problem.message, ("profiles", place, *path, "kubespawner_override", *problem.path))


def options_are_apart(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find two options of a profile that set the same key."""
    for place, profile in hub.listed_profiles:
        first: dict[str, str] = {}
        for name, option in profile.profile_options.items():
            for key in dict.fromkeys(_decided(option)):
                other = first.setdefault(key, name)
                if other != name:
                    undone = " on some chart versions" if key in {"extra_env", "node_selector"} else ""
                    yield Problem(
                        f"the options {other} and {name} both set {key}, so the second would override the first{undone}; set it in only one of them",
                        ("profiles", place, "profile_options", name),
                    )


def _decided(option: ProfileOption) -> Iterator[str]:
    """Yield the keys that the choices of an option set; devices share a list with tolerations, and a mapping with the node's disk."""
    if option.unlisted_choice is not None:
        yield "notebook_stack"
    for choice in option.choices.values():
        for key in SERVER_KEYS:
            if key == "notebook_tag" and is_set(choice, key):
                yield "notebook_stack"
            elif key == "resources" and choice.resources is not None:
                yield from (f"resources.{part}" for part in ("cpu", "memory") if getattr(choice.resources, part) is not None)
                if choice.resources.ephemeral_storage is not None:
                    yield "resources.gpus, extended or ephemeral_storage"
                if choice.resources.gpus is not None or choice.resources.extended:
                    yield from ("resources.gpus, extended or ephemeral_storage", "tolerations", "start_timeout")
            elif key != "resources" and getattr(choice, key) not in (None, (), {}):
                yield key
        yield from choice.kubespawner_override


def guarantees_are_within_limits(hub: Any) -> Iterator[Problem]:
    """Find servers with a guarantee above the limit, set at different levels; Kubernetes refuses them."""
    for place, profile in hub.listed_profiles:
        levels = profile_levels(hub, profile, hub.chart_version)
        found = list(_exceeding(levels, ("of the hub", "of the preset", "here")))
        yield from (Problem(f"{slug_of(profile)}: {text}", ("profiles", place)) for text in found)
        for path, choice in () if found else profile.choices:
            inner = _exceeding([*levels, choice], ("of the hub", "of the preset", "of the profile", "here"))
            yield from (Problem(text, ("profiles", place, *path)) for text in inner)


def _exceeding(levels: Sequence[ServerSettings], names: Sequence[str]) -> Iterator[str]:
    for key, amount in too_much_guaranteed(resources_of([level.resources for level in levels])):
        if amount.guarantee_of == amount.limit_of:
            continue  # that level reports it itself
        advice = "set a limit here, or null for none" if amount.limit_of < amount.guarantee_of else "set a guarantee here too"
        yield (
            f"{key}.guarantee {str(amount.guarantee)!r} ({names[amount.guarantee_of]}) exceeds the limit {str(amount.limit)!r} "
            f"({names[amount.limit_of]}); {advice}"
        )


def digests_are_of_the_image(hub: Any) -> Iterator[Problem]:
    """Find an image that would be pulled with the digest of another image."""
    for place, profile in hub.listed_profiles:
        levels = profile_levels(hub, profile, hub.chart_version)
        for path, inner in ((), levels), *((path, [*levels, choice]) for path, choice in profile.choices):
            new = inner[1:] if path == () else inner[-1:]
            without_tag = any(is_set(level, "notebook_stack") for level in new) and not any(is_set(level, "notebook_tag") for level in new)
            if without_tag and "@" in (innermost(inner, "notebook_tag") or ""):
                yield Problem(
                    "uses another image than the hub or the profile, whose notebook_tag ends in the digest of their image; set notebook_tag here",
                    ("profiles", place, *path),
                )


def variables_can_be_merged(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find references that override a text in ``values``, which KubeSpawner can't merge."""
    texts = {name for name, entry in (variables(hub.user_value("singleuser", "extraEnv")) or {}).items() if isinstance(entry, str)}
    for place, profile in hub.listed_profiles:
        for path, level in ((), profile), *profile.choices:
            for name, value in level.extra_env.items():
                if name in texts and not isinstance(value, str):
                    yield Problem(
                        f"is a reference, but values.singleuser.extraEnv.{name} is text, and KubeSpawner can't merge them; move the text to extra_env",
                        ("profiles", place, *path, "extra_env", name),
                    )


def list_is_ours(hub: HubWithProfiles) -> Iterator[Problem]:
    """Find a list in ``values`` that replaces the profiles."""
    for path in (("singleuser", "profileList"), ("hub", "config", "KubeSpawner", "profile_list")):
        if hub.listed_profiles and hub.user_value(*path) is not None:
            unchecked = " and drops its restrictions" if hub.has_restricted_profiles else ""
            yield Problem(f"replaces the list from profiles{unchecked}; remove one of them", ("values", *path))


PROFILE_RULES = (
    one_default,
    slugs_differ,
    options_fit_the_chart,
    overrides_are_known,
    options_are_apart,
    guarantees_are_within_limits,
    digests_are_of_the_image,
    variables_can_be_merged,
    list_is_ours,
)
