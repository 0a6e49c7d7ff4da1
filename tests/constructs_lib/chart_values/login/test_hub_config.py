"""Chart values of the login, version by version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.login.authenticators import authenticator
from constructs_lib.chart_values.login.hub_config import REVISION, login_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.settings import OidcConfig

_VERSIONS = ("1.2.0", "2.0.0", "3.0.0", "3.3.8", "4.0.0", "4.4.0")


def _config(**keys: Any) -> OidcConfig:
    base = {"hub_url": "https://hub.example.org", "client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}}
    provider = {} if any(key in keys for key in ("google", "github", "cognito", "entra_id", "okta", "auth0", "cilogon")) else _KEYCLOAK
    return OidcConfig.model_validate({**base, **provider, **keys})


_KEYCLOAK = {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}}


def _settings(version: str, **keys: Any) -> dict[str, Any]:
    return authenticator(_config(**keys), ChartVersion.of(version))[2]


def _hub(**keys: Any) -> JupyterHubAddOnProps:
    data = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", **keys}
    return JupyterHubAddOnProps.model_validate(data)


def test_no_login_keeps_the_charts_own() -> None:
    """The chart's dummy login is not changed."""
    assert {} == login_values(_hub())


@pytest.mark.parametrize("version", _VERSIONS)
def test_secret_comes_from_the_environment(version: str) -> None:
    """The values hold a reference and the revision, which restarts the hub when it is raised; never the setting of the secret itself."""
    oidc = _config(allow_all=True).model_dump(exclude_unset=True)
    oidc["client_secret"] |= {"revision": 3}
    hub = login_values(_hub(version=version, oidc_config=oidc))["hub"]

    reference = {"valueFrom": {"secretKeyRef": {"name": "hub-oidc", "key": "client_secret"}}}
    assert {"OAUTH_CLIENT_SECRET": reference} == hub["extraEnv"]
    assert {REVISION: "3"} == hub["annotations"]
    assert all("client_secret" not in settings for settings in hub["config"].values())


def test_provider_login() -> None:
    """JupyterHub gets the class, and the class its settings; no shared password is beside it."""
    hub = login_values(_hub(version="4.4.0", oidc_config=_config(allow_all=True).model_dump(exclude_unset=True)))["hub"]

    assert {
        "JupyterHub": {"authenticator_class": "generic-oauth"},
        "GenericOAuthenticator": _settings("4.4.0", allow_all=True),
    } == hub["config"]
    assert {"config", "annotations", "extraEnv"} == set(hub)


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_allow_all_writes_nothing_up_to_2(version: str) -> None:
    """There a list of names would lock out all others, so with allow_all none is written."""
    assert not {"allow_all", "allowed_users", "allowed_groups"} & set(_settings(version, allow_all=True, admin_users=["ada"]))


@pytest.mark.parametrize("version", ["3.0.0", "3.3.8", "4.0.0", "4.4.0"])
def test_allow_all_is_written_from_3_on(version: str) -> None:
    """There nobody may log in unless allow_all is true."""
    assert _settings(version, allow_all=True)["allow_all"] is True
    assert "allow_all" not in _settings(version, allowed_users=["ada"])


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_administrators_alone_are_not_everyone_up_to_2(version: str) -> None:
    """There administrators are not a rule: without a list of names everyone could log in."""
    assert ["ada"] == _settings(version, admin_users=["ada"])["allowed_users"]
    assert ["grace", "ada"] == _settings(version, allowed_users=["grace", "ada"], admin_users=["ada"])["allowed_users"]


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_administrators_groups_are_allowed_groups_up_to_2(version: str) -> None:
    """There only members of allowed_groups may log in and can be administrators."""
    settings = _settings(version, allowed_groups=["students"], admin_groups=["staff"])

    assert (["students", "staff"], ["staff"], "groups") == tuple(
        settings[key] for key in ("allowed_groups", "admin_groups", "claim_groups_key")
    )


def test_groups_from_4_on_are_the_hubs_own() -> None:
    """There the hub starts only if it manages groups, and the claim is a path in the authentication state."""
    settings = _settings("4.4.0", admin_groups=["staff"], groups_claim="realm_access.roles")

    assert (True, "oauth_user.realm_access.roles", ["staff"]) == tuple(
        settings[key] for key in ("manage_groups", "auth_state_groups_key", "admin_groups")
    )
    assert not {"claim_groups_key", "allowed_groups"} & set(settings)


def test_groups_on_3_are_managed_only_if_set() -> None:
    """manage_groups was added in 3.3 and isn't needed for the rules."""
    assert "manage_groups" not in _settings("3.3.8", allowed_groups=["students"])
    assert _settings("3.3.8", allowed_groups=["students"], manage_groups=True)["manage_groups"] is True


def test_name_of_the_claims_setting_follows_the_version() -> None:
    """username_key up to 2.x, username_claim from 3.x on."""
    found = {version: {"username_key", "username_claim"} & set(_settings(version, allow_all=True)) for version in _VERSIONS}

    assert {version: {"username_key" if version < "3" else "username_claim"} for version in _VERSIONS} == found


@pytest.mark.parametrize(
    ("keys", "version", "expected"),
    [
        ({"google": {}}, "2.0.0", "GoogleOAuthenticator"),
        ({"google": {}}, "4.4.0", "GoogleOAuthenticator"),
        ({"github": {}}, "3.3.8", "GitHubOAuthenticator"),
        ({"auth0": {"domain": "a.auth0.com"}}, "2.0.0", "Auth0OAuthenticator"),
        ({"auth0": {"domain": "a.auth0.com"}}, "3.3.8", "GenericOAuthenticator"),
        ({"auth0": {"domain": "a.auth0.com"}}, "4.4.0", "Auth0OAuthenticator"),
        ({"entra_id": {"tenant_id": "example.org"}}, "2.0.0", "AzureAdOAuthenticator"),
        ({"entra_id": {"tenant_id": "example.org"}}, "3.2.1", "AzureAdOAuthenticator"),
        ({"entra_id": {"tenant_id": "example.org"}}, "3.3.0", "GenericOAuthenticator"),
        ({"cilogon": {}}, "4.4.0", "GenericOAuthenticator"),
        ({"cilogon": {"idps": ["urn:a"]}}, "4.4.0", "CILogonOAuthenticator"),
        ({"okta": {"domain": "a.okta.com"}}, "4.4.0", "GenericOAuthenticator"),
    ],
)
def test_class_of_each_provider(keys: dict[str, Any], version: str, expected: str) -> None:
    """The generic class serves all, unless the provider's own class does more."""
    assert expected == authenticator(_config(allow_all=True, **keys), ChartVersion.of(version))[1]


def test_entra_id_is_read_from_the_id_token() -> None:
    """Microsoft's userinfo endpoint has neither user names nor groups."""
    settings = _settings("4.4.0", entra_id={"tenant_id": "example.org"}, allow_all=True)

    assert settings["userdata_from_id_token"] is True
    assert "userdata_url" not in settings


def test_cognito_is_read_from_the_id_token_only_for_groups() -> None:
    """Only the id token contains the user pool's groups, and there the user's name is in another claim."""
    pool = {"domain": "my-pool", "region": "eu-west-1"}
    plain, groups = (_settings("4.4.0", cognito=pool, **who) for who in ({"allow_all": True}, {"allowed_groups": ["students"]}))

    assert ("username", False) == (plain["username_claim"], "userdata_from_id_token" in plain)
    assert ("cognito:username", True) == (groups["username_claim"], groups["userdata_from_id_token"])
    assert "oauth_user.cognito:groups" == groups["auth_state_groups_key"]


def test_hosted_domain_alone_allows_all_its_accounts() -> None:
    """From 3.x on a hosted domain only restricts, so everyone in it is allowed; with names, only they are."""
    alone = _settings("4.4.0", google={"hosted_domain": ["example.org"]})
    named = _settings("4.4.0", google={"hosted_domain": ["example.org"]}, allowed_users=["ada"])

    assert (True, ["example.org"]) == (alone["allow_all"], alone["hosted_domain"])
    assert "allow_all" not in named


def test_github_asks_for_the_organizations() -> None:
    """Without the scope read:org GitHub shows only public members."""
    settings = _settings("4.4.0", github={"allowed_organizations": ["my-org"]})

    assert (["read:org"], ["my-org"]) == (settings["scope"], settings["allowed_organizations"])


def test_cilogons_providers_by_version() -> None:
    """OAuthenticator 17.4, from chart 4.3.3 on, names them differently."""
    found = [
        key
        for v in ("2.0.0", "4.3.2", "4.3.3")
        for key in _settings(v, cilogon={"idps": ["urn:a"]}, allow_all=True)
        if key.endswith("idps")
    ]

    assert ["allowed_idps", "allowed_idps", "idps"] == found


def test_okta_asks_its_own_server_for_groups() -> None:
    """The organization's server has a scope for them; a custom one may not."""
    own, custom = (
        _settings("4.4.0", okta={"domain": "a.okta.com", **server}, allowed_groups=["students"])
        for server in ({}, {"authorization_server": "default"})
    )

    assert (True, False) == ("groups" in own["scope"], "groups" in custom["scope"])


def test_own_scope_and_claim_win() -> None:
    """The user's settings win, also with a provider."""
    settings = _settings("4.4.0", allow_all=True, scope=["openid", "offline_access"], username_key="sub", login_service="My University")

    assert (["openid", "offline_access"], "sub", "My University") == tuple(
        settings[key] for key in ("scope", "username_claim", "login_service")
    )


def test_refresh_keeps_the_state() -> None:
    """Tokens are requested anew only if they are stored."""
    settings = _settings("4.4.0", allow_all=True, auth_refresh_age=3600)

    assert (True, 3600) == (settings["enable_auth_state"], settings["auth_refresh_age"])


@pytest.mark.parametrize(
    ("version", "config"),
    [
        ("2.0.0", {"JupyterHub": {"authenticator_class": "null"}}),
        ("4.1.0", {"JupyterHub": {"authenticator_class": "null"}}),
        ("4.2.0", {"JupyterHub": {"authenticator_class": "shared-password"}, "SharedPasswordAuthenticator": {"allow_all": True}}),
    ],
)
def test_shared_password_is_read_from_the_environment(version: str, config: dict[str, Any]) -> None:
    """The chart version's class is set, and the hub's own code reads the password, which is nowhere in the values."""
    hub = login_values(_hub(version=version, shared_password={"kubernetes_secret": "workshop"}))["hub"]

    assert config == hub["config"]
    assert {"valueFrom": {"secretKeyRef": {"name": "workshop", "key": "password"}}} == hub["extraEnv"]["SHARED_PASSWORD"]
    assert {"shared-password": extra_config("shared_password")} == hub["extraConfig"]
