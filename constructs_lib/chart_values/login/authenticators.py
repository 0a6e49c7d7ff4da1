"""The OAuthenticator class for a login, and its settings under the names of the chart version.

Sources: OAuthenticator 15.1 (chart 2.x), 16.3 (3.x) and 17.4 (4.x), the traits of its classes; each name in this module is
tested against those releases. The generic class serves all providers, except where a provider's own class does more: Google's
checks hosted domains, GitHub's organizations, CILogon's the identity provider behind it, Auth0's (from OAuthenticator 17.4 on)
that the email address is verified. Before ``ID_TOKEN_CLAIMS`` only Microsoft's own class reads the id token, and before
``CLIENT_SECRET_IN_BODY`` only Auth0's own class sends the client secret as Auth0 expects. Between that and ``HUB_GROUPS``
only the generic class has rules for groups.
"""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_version import (
    ALLOW_RULES_ADD_UP,
    CILOGON_IDPS,
    CLIENT_SECRET_IN_BODY,
    HUB_GROUPS,
    ID_TOKEN_CLAIMS,
    USERNAME_CLAIM,
    ChartVersion,
)
from constructs_lib.models.login.identity_providers import Auth0Provider, CilogonProvider, EntraIdProvider, GithubProvider, GoogleProvider
from constructs_lib.models.login.settings import OidcConfig

#: Where each class stores the user's data, for the path to the groups.
_AUTH_STATE = {"Auth0OAuthenticator": "auth0_user", "CILogonOAuthenticator": "cilogon_user", "GenericOAuthenticator": "oauth_user"}


def authenticator(config: OidcConfig, version: ChartVersion) -> tuple[str, str, dict[str, Any]]:
    """Return the authenticator's entry point, its section of ``hub.config``, and the settings in it.

    Args:
        config: the login.
        version: version of the chart.
    """
    provider = config.provider
    if isinstance(provider, GoogleProvider):
        entry_point, section, own = "google", "GoogleOAuthenticator", _google(config, provider)
    elif isinstance(provider, GithubProvider):
        entry_point, section, own = "github", "GitHubOAuthenticator", _github(provider)
    elif isinstance(provider, CilogonProvider) and provider.idps:
        entry_point, section, own = "cilogon", "CILogonOAuthenticator", _cilogon(config, provider, version)
    elif isinstance(provider, Auth0Provider) and (version.has(HUB_GROUPS) or not version.has(CLIENT_SECRET_IN_BODY)):
        entry_point, section, own = "auth0", "Auth0OAuthenticator", _auth0(config, provider, version)
    elif isinstance(provider, EntraIdProvider) and not version.has(ID_TOKEN_CLAIMS):
        entry_point, section, own = "azuread", "AzureAdOAuthenticator", _azure_ad(config, provider)
    else:
        entry_point, section, own = "generic-oauth", "GenericOAuthenticator", _generic(config, version)
    common = {
        "client_id": config.client_id,
        "oauth_callback_url": config.callback,
        "scope": _scope(config),
        **_who_may_enter(config, version),
        **_groups(config, version, section),
    }
    if config.login_service:
        common["login_service"] = config.login_service
    if config.logout_redirect_url:
        common["logout_redirect_url"] = config.logout_redirect_url
    if config.auth_refresh_age is not None:
        common |= {"enable_auth_state": True, "auth_refresh_age": config.auth_refresh_age}
    return entry_point, section, own | common


def _generic(config: OidcConfig, version: ChartVersion) -> dict[str, Any]:
    endpoints, provider = config.endpoints, config.provider
    id_token = reads_id_token(config)
    name = config.username_key or ("cognito:username" if id_token and config.cognito else _username(config))
    settings: dict[str, Any] = {
        "authorize_url": endpoints.authorize,
        "token_url": endpoints.token,
        **({"userdata_from_id_token": True} if id_token else {"userdata_url": endpoints.userinfo}),
        _username_setting(version): name,
    }
    if provider:
        settings["login_service"] = provider.TITLE
    if config.auth0:
        settings["logout_redirect_url"] = f"https://{config.auth0.domain}/v2/logout"
    return settings


def reads_id_token(config: OidcConfig) -> bool:
    """Return whether only the id token has the claims that are used: Entra's names and groups, Cognito's groups."""
    return config.entra_id is not None or (config.cognito is not None and config.uses_groups)


def _username(config: OidcConfig) -> str:
    return config.username_key or (config.provider.USERNAME if config.provider else "preferred_username")


def _username_setting(version: ChartVersion) -> str:
    return "username_claim" if version.has(USERNAME_CLAIM) else "username_key"


def _scope(config: OidcConfig) -> list[str]:
    if config.scope is not None:
        return list(config.scope)
    if config.provider is None:
        return ["openid"]
    scope = list(config.provider.SCOPE)
    if config.github and config.github.allowed_organizations:
        scope.append("read:org")
    if config.entra_id and config.auth_refresh_age is not None:
        scope.append("offline_access")  # without it Entra issues no refresh token
    if config.okta and config.okta.authorization_server is None and config.uses_groups:
        scope.append("groups")
    return scope


def _google(config: OidcConfig, provider: GoogleProvider) -> dict[str, Any]:
    domains = {"hosted_domain": list(provider.hosted_domain)} if provider.hosted_domain else {}
    return {"username_claim": _username(config), **domains}


def _github(provider: GithubProvider) -> dict[str, Any]:
    site = provider.url.rstrip("/")
    server = {} if site == "https://github.com" else {"github_url": site}
    organizations = {"allowed_organizations": list(provider.allowed_organizations)} if provider.allowed_organizations else {}
    return {**server, **organizations}


def _cilogon(config: OidcConfig, provider: CilogonProvider, version: ChartVersion) -> dict[str, Any]:
    derivation = {"username_derivation": {"username_claim": _username(config)}}
    return {"idps" if version.has(CILOGON_IDPS) else "allowed_idps": dict.fromkeys(provider.idps, derivation)}


def _auth0(config: OidcConfig, provider: Auth0Provider, version: ChartVersion) -> dict[str, Any]:
    return {"auth0_domain": provider.domain, _username_setting(version): _username(config)}


def _azure_ad(config: OidcConfig, provider: EntraIdProvider) -> dict[str, Any]:
    return {
        "tenant_id": provider.tenant_id,
        "authorize_url": provider.endpoints.authorize,
        "token_url": provider.endpoints.token,
        "username_claim": _username(config),
        "login_service": provider.TITLE,
    }


def _who_may_enter(config: OidcConfig, version: ChartVersion) -> dict[str, Any]:
    """Return who may log in. Without ``ALLOW_RULES_ADD_UP`` everyone may if no rule is set, and administrators don't count as a rule."""
    groups = bool(config.allowed_groups or config.admin_groups)
    organizations = bool(config.github and config.github.allowed_organizations)
    allowed = list(config.allowed_users)
    settings: dict[str, Any] = {}
    if version.has(ALLOW_RULES_ADD_UP):
        if config.allows_everyone:
            settings["allow_all"] = True
    elif not (config.allows_everyone or groups or organizations):
        allowed = list(dict.fromkeys([*allowed, *config.admin_users]))
    if allowed:
        settings["allowed_users"] = allowed
    if config.admin_users:
        settings["admin_users"] = list(config.admin_users)
    return settings


def _groups(config: OidcConfig, version: ChartVersion, section: str) -> dict[str, Any]:
    """Return the rules for groups. Without ``ALLOW_RULES_ADD_UP`` only members of ``allowed_groups`` may log in, even administrators."""
    if not config.uses_groups:
        return {}
    allowed, admins, claim = list(config.allowed_groups), list(config.admin_groups), config.groups_path or ""
    if not version.has(ALLOW_RULES_ADD_UP):
        allowed = list(dict.fromkeys([*allowed, *admins]))
    settings: dict[str, Any] = {}
    if version.has(HUB_GROUPS):
        settings |= {"manage_groups": True, "auth_state_groups_key": f"{_AUTH_STATE[section]}.{claim}"}
    else:
        settings["claim_groups_key"] = claim
        if config.manage_groups:
            settings["manage_groups"] = True
    if allowed:
        settings["allowed_groups"] = allowed
    if admins:
        settings["admin_groups"] = admins
    return settings
