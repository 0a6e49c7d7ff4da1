"""Chart values of profiles that the hub filters for each user and checks at each start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.chart_version import MANAGE_GROUPS, OPTION_FIELDS, ChartVersion

#: The part of ``hub.extraConfig``. Parts run in the order of their names, so this one sees a list that the user's own parts set.
PROFILES = "zz-profiles"

#: Prefix of an option's name, if only one dash separates it from the profile's name.
_PREFIX = "-"


def needs_check(profiles: Sequence[Mapping[str, Any]], version: ChartVersion) -> bool:
    """Return whether KubeSpawner alone would handle the profiles incorrectly.

    It has no access rules. Without ``OPTION_FIELDS`` it mixes up fields of two profiles, and KubeSpawner 4.2 fails
    if a program starts a server without setting each choice.

    Args:
        profiles: KubeSpawner's list; each entry, choice and ``unlisted_choice`` may have ``allowed_groups`` and ``allowed_users``.
        version: version of the chart.
    """
    if any(entry.get(rule) is not None for entry in _entries(profiles) for rule in ("allowed_groups", "allowed_users")):
        return True
    return not version.has(OPTION_FIELDS) and any(profile.get("profile_options") for profile in profiles)


def checked_profiles(profiles: Sequence[Mapping[str, Any]], *, version: ChartVersion, groups_claim: str | None) -> dict[str, Any]:
    """Return the chart values of profiles that the hub filters for each user, and checks when a server starts.

    Args:
        profiles: KubeSpawner's list, each entry with its ``slug``; see `needs_check` for the keys that it has in addition to KubeSpawner's.
        version: version of the chart.
        groups_claim: the claim that lists a user's groups; dots lead into nested claims. Used without ``MANAGE_GROUPS``, when the
            provider's groups are only in the auth state. None: the groups are the hub's own.
    """
    claim = None if version.has(MANAGE_GROUPS) else groups_claim
    prefix = "" if version.has(OPTION_FIELDS) else _PREFIX
    return {
        "custom": {"profiles": {"groupsClaim": claim, "optionPrefix": prefix}},
        "singleuser": {"profileList": list(profiles)},
        "hub": {"extraConfig": {PROFILES: extra_config("profiles", settings="custom.profiles")}},
    }


def _entries(profiles: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield everything that may have rules: the profiles, their choices, and their unlisted choices."""
    for profile in profiles:
        yield profile
        for option in (profile.get("profile_options") or {}).values():
            yield from (option.get("choices") or {}).values()
            yield option.get("unlisted_choice") or {}
