"""Login settings that the OAuthenticator of a chart version does not support. Each message names the first chart version that does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import (
    ALLOW_RULES_ADD_UP,
    AUTH0_DOMAIN,
    CILOGON_IDENTITY_PROVIDERS,
    CLIENT_SECRET_IN_BODY,
    GITHUB_TEAMS,
    HUB_GROUPS,
    ID_TOKEN_CLAIMS,
    LOGIN_REFRESH,
    LOGIN_SERVICE_OF_EACH_CLASS,
    LOGOUT_REDIRECT,
    MANAGE_GROUPS,
    NESTED_GROUPS_CLAIM,
    RECOMMENDED,
    REQUEST_SETTINGS,
    ChartVersion,
)

if TYPE_CHECKING:
    from constructs_lib.models.login.settings import OidcConfig

#: Capabilities that each provider's groups require. For other providers, the generic class has always read groups from claims.
GROUPS_NEED = {
    "cognito": ID_TOKEN_CLAIMS,
    "entra_id": ID_TOKEN_CLAIMS,
    "auth0": CLIENT_SECRET_IN_BODY,
    "cilogon": HUB_GROUPS,
}


def login_misfits(config: OidcConfig, version: ChartVersion) -> Iterator[Problem]:
    """Find settings that the chart version does not support.

    Args:
        config: the login settings.
        version: version of the chart.
    """
    yield from _groups(config, version)
    yield from _rules_that_narrow(config, version)
    yield from _providers(config, version)
    if config.ca_bundle and not version.has(REQUEST_SETTINGS):
        yield Problem(version.lacks(REQUEST_SETTINGS), ("ca_bundle",))
    if config.auth_refresh_age is not None and not version.has(LOGIN_REFRESH):
        yield Problem(version.lacks(LOGIN_REFRESH), ("auth_refresh_age",))


def _groups(config: OidcConfig, version: ChartVersion) -> Iterator[Problem]:
    if config.manage_groups and not version.has(MANAGE_GROUPS):
        yield Problem(version.lacks(MANAGE_GROUPS), ("manage_groups",))
    key = next((key for key in ("allowed_groups", "admin_groups", "manage_groups") if getattr(config, key)), None)
    if key is None:
        return
    if version.has(HUB_GROUPS) and config.manage_groups is False:
        yield Problem(
            f"false conflicts with {key}, which chart {version.series} evaluates with the hub's own groups; remove it", ("manage_groups",)
        )
    for name, needed in GROUPS_NEED.items():
        if _uses(config, name) and not version.has(needed):
            yield Problem(version.lacks(needed, f"{key} with {name}"), (key,))
    if config.groups_path and "." in config.groups_path and not version.has(NESTED_GROUPS_CLAIM):
        yield Problem(version.lacks(NESTED_GROUPS_CLAIM, f"{NESTED_GROUPS_CLAIM.name} ({config.groups_path})"), ("groups_claim",))


def _uses(config: OidcConfig, name: str) -> bool:
    """Return whether the provider is configured; CILogon without ``idps`` uses the generic class and requires nothing."""
    return bool(config.cilogon and config.cilogon.idps) if name == "cilogon" else bool(getattr(config, name))


def _rules_that_narrow(config: OidcConfig, version: ChartVersion) -> Iterator[Problem]:
    """Without cumulative rules, a user has to satisfy every rule, so that two rules together let almost no one in."""
    if version.has(ALLOW_RULES_ADD_UP):
        return
    fix = (
        f"chart {version} lets in only users who satisfy both; "
        f"use chart {ALLOW_RULES_ADD_UP.since} or later, where either is enough ({RECOMMENDED} is recommended)"
    )
    groups = next((key for key in ("allowed_groups", "admin_groups") if getattr(config, key)), None)
    for key in ("allowed_users", "admin_users"):
        if groups and getattr(config, key):
            yield Problem(f"{key} with {groups}: {fix}", (key,))
    if config.github and config.github.allowed_organizations and config.allowed_users:
        yield Problem(f"allowed_users with github.allowed_organizations: {fix}", ("allowed_users",))
    if config.allow_all and config.admin_groups:
        yield Problem(version.lacks(ALLOW_RULES_ADD_UP, "admin_groups with allow_all"), ("admin_groups",))


def _providers(config: OidcConfig, version: ChartVersion) -> Iterator[Problem]:
    for name in ("github", "auth0", "cilogon"):
        if config.login_service and _uses(config, name) and not version.has(LOGIN_SERVICE_OF_EACH_CLASS):
            yield Problem(version.lacks(LOGIN_SERVICE_OF_EACH_CLASS, f"login_service with {name}"), ("login_service",))
    if config.logout_redirect_url and not version.has(LOGOUT_REDIRECT):
        yield Problem(version.lacks(LOGOUT_REDIRECT), ("logout_redirect_url",))
    if config.github and any(":" in name for name in config.github.allowed_organizations) and not version.has(GITHUB_TEAMS):
        yield Problem(version.lacks(GITHUB_TEAMS), ("github", "allowed_organizations"))
    if config.auth0 and not version.has(AUTH0_DOMAIN):
        yield Problem(version.lacks(AUTH0_DOMAIN), ("auth0",))
    if config.cilogon and config.cilogon.idps and not version.has(CILOGON_IDENTITY_PROVIDERS):
        yield Problem(version.lacks(CILOGON_IDENTITY_PROVIDERS), ("cilogon", "idps"))
