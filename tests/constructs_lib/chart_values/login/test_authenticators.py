"""All settings of each provider's authenticator, under the names of the chart version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.login.authenticators import authenticator
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.login.settings import OidcConfig

_TENANT = "https://login.microsoftonline.com/example.org/oauth2/v2.0"
_AUTH0 = {"auth0": {"domain": "a.auth0.com"}}
_ENTRA = {"entra_id": {"tenant_id": "example.org"}}
_URLS = {
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
}
_PROFILE = ["openid", "profile", "email"]


def _authenticator(version: str, keys: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    base = {"hub_url": "https://hub.example.org", "client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}, "allow_all": True}
    return authenticator(OidcConfig.model_validate({**base, **keys}), ChartVersion.of(version))


def _generic(site: str, *, authorize: str = "authorize", scope: list[str] = _PROFILE, name: str = "preferred_username") -> dict[str, Any]:
    return {
        "authorize_url": f"{site}/{authorize}",
        "token_url": f"{site}/token",
        "userdata_url": f"{site}/userinfo",
        "username_claim": name,
        "scope": scope,
    }


@pytest.mark.parametrize(
    ("version", "keys", "expected"),
    [
        ("4.4.0", _URLS, ("generic-oauth", "GenericOAuthenticator", _generic("https://login.example.org", scope=["openid"]))),
        (
            "4.4.0",
            {"keycloak": {"url": "https://keycloak.example.org/", "realm": "science"}},
            (
                "generic-oauth",
                "GenericOAuthenticator",
                {
                    **_generic("https://keycloak.example.org/realms/science/protocol/openid-connect", authorize="auth"),
                    "login_service": "Keycloak",
                },
            ),
        ),
        (
            "4.4.0",
            {"okta": {"domain": "a.okta.com"}},
            ("generic-oauth", "GenericOAuthenticator", {**_generic("https://a.okta.com/oauth2/v1"), "login_service": "Okta"}),
        ),
        (
            "4.4.0",
            {"okta": {"domain": "a.okta.com", "authorization_server": "default"}},
            ("generic-oauth", "GenericOAuthenticator", {**_generic("https://a.okta.com/oauth2/default/v1"), "login_service": "Okta"}),
        ),
        ("4.4.0", {"google": {}}, ("google", "GoogleOAuthenticator", {"scope": ["openid", "email"], "username_claim": "email"})),
        (
            "4.4.0",
            {"google": {"hosted_domain": ["a.example", "b.example"]}},
            (
                "google",
                "GoogleOAuthenticator",
                {"scope": ["openid", "email"], "username_claim": "email", "hosted_domain": ["a.example", "b.example"]},
            ),
        ),
        ("4.4.0", {"github": {}}, ("github", "GitHubOAuthenticator", {"scope": []})),
        ("4.4.0", {"github": {"url": "https://github.com/"}}, ("github", "GitHubOAuthenticator", {"scope": []})),
        (
            "4.4.0",
            {"github": {"url": "https://git.example.org/X/"}},
            ("github", "GitHubOAuthenticator", {"scope": [], "github_url": "https://git.example.org/X"}),
        ),
        (
            "4.4.0",
            {"cilogon": {"idps": ["urn:a", "urn:b"]}},
            (
                "cilogon",
                "CILogonOAuthenticator",
                {
                    "scope": ["openid", "email", "profile", "org.cilogon.userinfo"],
                    "idps": {name: {"username_derivation": {"username_claim": "eppn"}} for name in ("urn:a", "urn:b")},
                },
            ),
        ),
        (
            "4.4.0",
            _AUTH0,
            ("auth0", "Auth0OAuthenticator", {"scope": _PROFILE, "auth0_domain": "a.auth0.com", "username_claim": "email"}),
        ),
        (
            "3.3.8",
            _AUTH0,
            (
                "generic-oauth",
                "GenericOAuthenticator",
                {
                    **_generic("https://a.auth0.com", name="email"),
                    "token_url": "https://a.auth0.com/oauth/token",
                    "login_service": "Auth0",
                    "logout_redirect_url": "https://a.auth0.com/v2/logout",
                },
            ),
        ),
        (
            "4.4.0",
            _ENTRA,
            (
                "generic-oauth",
                "GenericOAuthenticator",
                {
                    "authorize_url": f"{_TENANT}/authorize",
                    "token_url": f"{_TENANT}/token",
                    "userdata_from_id_token": True,
                    "username_claim": "preferred_username",
                    "scope": _PROFILE,
                    "login_service": "Microsoft Entra ID",
                },
            ),
        ),
        (
            "3.2.1",
            _ENTRA,
            (
                "azuread",
                "AzureAdOAuthenticator",
                {
                    "tenant_id": "example.org",
                    "authorize_url": f"{_TENANT}/authorize",
                    "token_url": f"{_TENANT}/token",
                    "username_claim": "preferred_username",
                    "scope": _PROFILE,
                    "login_service": "Microsoft Entra ID",
                },
            ),
        ),
    ],
)
def test_all_settings(version: str, keys: dict[str, Any], expected: tuple[str, str, dict[str, Any]]) -> None:
    """Entry point, class and settings are exactly these; client, callback and allow_all are the same for all."""
    entry_point, section, settings = expected
    common = {"client_id": "hub", "oauth_callback_url": "https://hub.example.org/hub/oauth_callback", "allow_all": True}

    assert (entry_point, section, {**common, **settings}) == _authenticator(version, keys)


@pytest.mark.parametrize(
    ("version", "keys", "expected"),
    [
        ("2.0.0", _AUTH0, "Auth0OAuthenticator"),
        ("3.0.0", _AUTH0, "GenericOAuthenticator"),
        ("4.0.0", _AUTH0, "Auth0OAuthenticator"),
        ("3.2.1", _ENTRA, "AzureAdOAuthenticator"),
        ("3.3.0", _ENTRA, "GenericOAuthenticator"),
    ],
)
def test_class_changes_with_the_first_release(version: str, keys: dict[str, Any], expected: str) -> None:
    """The release that brings a capability changes the class, and none before it."""
    assert expected == _authenticator(version, keys)[1]


def test_auth0s_class_names_the_claim_by_the_version() -> None:
    """On 2.x Auth0's own class still uses username_key."""
    entry_point, _, settings = _authenticator("2.0.0", _AUTH0)

    assert ("auth0", "a.auth0.com", "email") == (entry_point, settings["auth0_domain"], settings["username_key"])
    assert "username_claim" not in settings


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (_AUTH0, "auth0_user.roles"),
        ({"cilogon": {"idps": ["urn:a"]}}, "cilogon_user.roles"),
        ({"okta": {"domain": "a.okta.com"}}, "oauth_user.roles"),
    ],
)
def test_groups_are_where_the_class_keeps_the_user(keys: dict[str, Any], expected: str) -> None:
    """Each class has its own name for the user's data in the authentication state."""
    _, _, settings = _authenticator("4.4.0", {**keys, "groups_claim": "roles", "allowed_groups": ["students"], "allow_all": False})

    assert (True, expected, ["students"]) == tuple(settings[key] for key in ("manage_groups", "auth_state_groups_key", "allowed_groups"))
    assert "admin_groups" not in settings


@pytest.mark.parametrize(
    ("version", "keys", "expected"),
    [
        ("4.4.0", {"allow_all": False, "allowed_users": ["ada"]}, {"allowed_users": ["ada"]}),
        ("4.4.0", {"allow_all": False, "admin_users": ["ada"]}, {"admin_users": ["ada"]}),
        ("4.4.0", {"admin_users": ["ada"]}, {"allow_all": True, "admin_users": ["ada"]}),
        (
            "2.0.0",
            {"allow_all": False, "allowed_users": ["ada"], "admin_users": ["ada", "eve"]},
            {"allowed_users": ["ada", "eve"], "admin_users": ["ada", "eve"]},
        ),
        ("2.0.0", {"admin_users": ["ada"]}, {"admin_users": ["ada"]}),
        (
            "2.0.0",
            {"allow_all": False, "admin_users": ["ada"], "allowed_groups": ["a"], "groups_claim": "roles"},
            {"admin_users": ["ada"], "allowed_groups": ["a"], "claim_groups_key": "roles"},
        ),
        (
            "3.3.8",
            {"allow_all": False, "allowed_groups": ["a"], "admin_groups": ["b"], "manage_groups": True},
            {"allowed_groups": ["a"], "admin_groups": ["b"], "claim_groups_key": "groups", "manage_groups": True},
        ),
        (
            "3.0.0",
            {"allow_all": False, "allowed_groups": ["a"], "admin_groups": ["b"]},
            {"allowed_groups": ["a"], "admin_groups": ["b"], "claim_groups_key": "groups"},
        ),
        ("4.0.0", {"allow_all": False, "allowed_groups": ["a"]}, {"allowed_groups": ["a"], "manage_groups": True}),
    ],
)
def test_who_may_log_in(version: str, keys: dict[str, Any], expected: dict[str, Any]) -> None:
    """Only the version's rules are written: one more would let people in, or keep them out."""
    _, _, settings = _authenticator(version, {**_URLS, **keys})
    rules = {"allow_all", "allowed_users", "admin_users", "allowed_groups", "admin_groups", "claim_groups_key", "manage_groups"}

    assert expected == {key: value for key, value in settings.items() if key in rules}


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_organizations_are_a_rule_up_to_2(version: str) -> None:
    """Administrators need not be listed again beside them; a list of names would lock out the organization's members."""
    _, _, settings = _authenticator(version, {"allow_all": False, "github": {"allowed_organizations": ["my-org"]}, "admin_users": ["ada"]})

    assert "allowed_users" not in settings


def test_session_settings() -> None:
    """The button, the page after logout and the refresh are as set; with a refresh the tokens are stored."""
    given = {"login_service": "My University", "logout_redirect_url": "https://example.org/bye", "auth_refresh_age": 60}
    _, _, settings = _authenticator("4.4.0", {**_AUTH0, **given, "scope": ["openid", "email"], "username_key": "email"})

    assert {**given, "enable_auth_state": True, "scope": ["openid", "email"]}.items() <= settings.items()
