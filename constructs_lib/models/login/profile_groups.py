"""Groups by which profiles are restricted, and what the log-in needs for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_version import MANAGE_GROUPS
from constructs_lib.models.login.of_hub import HubWithLogin


class HubWithGroups(HubWithLogin, Protocol):
    """What is read of a hub, beside its log-in."""

    @property
    def group_rules(self) -> list[KeyPath]:
        """Key paths of what is open to groups."""


def profile_groups_are_known(hub: HubWithGroups) -> Iterator[Problem]:
    """Find profiles that are open to groups where nobody tells the users' groups."""
    for path in hub.group_rules:
        if words := _unknown(hub):
            yield Problem(words, path)
    config = hub.oidc_config
    if config is not None and hub.group_rules and config.manage_groups is False and hub.chart_version.has(MANAGE_GROUPS):
        yield Problem(
            "false contradicts allowed_groups of profiles, which need the hub's own groups; take it out", ("oidc_config", "manage_groups")
        )


def _unknown(hub: HubWithGroups) -> str | None:
    config = hub.oidc_config
    if hub.shared_password is not None:
        return (
            "needs the users' groups, which shared_password doesn't tell; write allowed_users, or log in by oidc_config with groups_claim"
        )
    if config is None:
        return "needs the users' groups; write oidc_config with groups_claim, or allowed_users"
    if config.google or config.github:
        return f"needs the users' groups, which {'google' if config.google else 'github'} doesn't send; write allowed_users"
    if config.groups_claim is None and not config.uses_groups and (config.provider is None or config.provider.GROUPS is None):
        return "needs the claim that lists the users' groups; write oidc_config.groups_claim, for example groups"
    from constructs_lib.models.login.chart_support import GROUPS_NEED  # noqa: PLC0415  # see models/later.py

    for name, needed in GROUPS_NEED.items():
        if getattr(config, name) is not None and not hub.chart_version.has(needed):
            return hub.chart_version.lacks(needed, f"allowed_groups with {name}")
    return None


def groups_claim_has_effect(hub: HubWithGroups) -> Iterator[Problem]:
    """Find a claim of groups that nothing reads."""
    config = hub.oidc_config
    if config is not None and config.groups_claim is not None and not config.uses_groups and not hub.group_rules:
        yield Problem(
            f"{config.groups_claim!r} has no effect; write allowed_groups, admin_groups, manage_groups: true or profiles with "
            "allowed_groups, or take it out",
            ("oidc_config", "groups_claim"),
        )
