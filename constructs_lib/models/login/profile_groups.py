"""The groups to which profiles are restricted, and what the login must provide for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_version import MANAGE_GROUPS
from constructs_lib.models.login.of_hub import HubWithLogin


class HubWithGroups(HubWithLogin, Protocol):
    """The parts of a hub that these rules read, in addition to its login."""

    @property
    def group_rules(self) -> list[KeyPath]:
        """Key paths of everything that is restricted to groups."""


def profile_groups_are_known(hub: HubWithGroups) -> Iterator[Problem]:
    """Find profiles that are restricted to groups although the users' groups are not known."""
    for path in hub.group_rules:
        if problem := _unknown(hub):
            yield Problem(problem, path)
    config = hub.oidc_config
    if config is not None and hub.group_rules and config.manage_groups is False and hub.chart_version.has(MANAGE_GROUPS):
        yield Problem(
            "false conflicts with allowed_groups of profiles, which need the hub's own groups; remove it", ("oidc_config", "manage_groups")
        )


def _unknown(hub: HubWithGroups) -> str | None:
    config = hub.oidc_config
    if hub.shared_password is not None:
        return "needs the users' groups, which shared_password does not provide; set allowed_users, or use oidc_config with groups_claim"
    if config is None:
        return "needs the users' groups; set oidc_config with groups_claim, or allowed_users"
    if config.google or config.github:
        return f"needs the users' groups, which {'google' if config.google else 'github'} does not send; set allowed_users"
    if config.groups_claim is None and not config.uses_groups and (config.provider is None or config.provider.GROUPS is None):
        return "needs the claim that lists the users' groups; set oidc_config.groups_claim, for example groups"
    from constructs_lib.models.login.chart_support import GROUPS_NEED  # noqa: PLC0415  # see models/later.py

    for name, needed in GROUPS_NEED.items():
        if getattr(config, name) is not None and not hub.chart_version.has(needed):
            return hub.chart_version.lacks(needed, f"allowed_groups with {name}")
    return None


def groups_claim_has_effect(hub: HubWithGroups) -> Iterator[Problem]:
    """Find a groups claim that is not used."""
    config = hub.oidc_config
    if config is not None and config.groups_claim is not None and not config.uses_groups and not hub.group_rules:
        yield Problem(
            f"{config.groups_claim!r} has no effect; set allowed_groups, admin_groups, manage_groups: true or profiles with "
            "allowed_groups, or remove it",
            ("oidc_config", "groups_claim"),
        )
