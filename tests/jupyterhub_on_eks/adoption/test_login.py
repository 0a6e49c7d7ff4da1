"""Login settings, as keys."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.adoption import login
from tests.jupyterhub_on_eks.adoption.drafts import LOGIN, accepted, draft, proposed

CALLBACK = "https://hub.example.org/hub/oauth_callback"
GENERIC = {
    "client_id": "hub",
    "oauth_callback_url": CALLBACK,
    "authorize_url": "https://idp.example.org/auth",
    "token_url": "https://idp.example.org/token",
    "userdata_url": "https://idp.example.org/me",
}


def _config(class_: str, settings: dict[str, Any], **sections: Any) -> dict[str, Any]:
    entry = {"generic-oauth": "GenericOAuthenticator", "github": "GitHubOAuthenticator", "google": "GoogleOAuthenticator"}.get(
        class_, class_
    )
    return {"hub": {"config": {"JupyterHub": {"authenticator_class": class_}, entry.rpartition(".")[2]: settings, **sections}}}


@pytest.mark.parametrize(
    ("version", "settings", "expected"),
    [
        ("2.0.0", {"username_key": "email"}, {"username_key": "email", "allow_all": True}),
        ("2.0.0", {}, {"username_key": "username", "allow_all": True}),
        ("2.0.0", {"allowed_users": ["ada"]}, {"username_key": "username", "allowed_users": ["ada"]}),
        ("3.3.8", {"username_key": "email", "allow_all": True}, {"username_key": "email", "allow_all": True}),
        ("4.4.0", {"username_claim": "email", "admin_users": ["ada"]}, {"username_key": "email", "admin_users": ["ada"]}),
    ],
)
def test_generic(version: str, settings: dict[str, Any], expected: dict[str, Any]) -> None:
    """On each chart version the same people can log in under the same names, and nothing of the login stays a value."""
    found = accepted(login.provider, _config("generic-oauth", {**GENERIC, "scope": ["openid"], **settings}), version)
    urls = {"auth_url": GENERIC["authorize_url"], "token_url": GENERIC["token_url"], "user_data_url": GENERIC["userdata_url"]}

    assert {"client_id": "hub", "callback_url": CALLBACK, "client_secret": LOGIN, "scope": ["openid"], **urls, **expected} == found[
        "oidc_config"
    ]
    assert {} == found["values"]


def test_rules_of_the_base_class() -> None:
    """They are keys too; the class is also recognized by its full name."""
    values = _config(
        "oauthenticator.github.GitHubOAuthenticator",
        {"client_id": "a", "oauth_callback_url": CALLBACK},
        Authenticator={"admin_users": ["ada"]},
    )
    values["hub"]["config"]["OAuthenticator"] = {"allow_all": True}
    found = accepted(login.provider, values)

    assert (["ada"], True, {}) == tuple(found["oidc_config"][key] for key in ("admin_users", "allow_all", "github"))
    assert {} == found["values"]


def test_google() -> None:
    """A hosted domain as text or as a list."""
    values = _config("google", {"client_id": "a", "oauth_callback_url": CALLBACK, "hosted_domain": "example.org"})

    assert {"hosted_domain": ["example.org"]} == proposed(login.provider, values)[0]["oidc_config"]["google"]


@pytest.mark.parametrize(
    ("version", "values"),
    [
        ("4.4.0", _config("generic-oauth", GENERIC)),  # nobody may log in: no key sets that
        ("4.4.0", _config("generic-oauth", {**GENERIC, "allow_all": True, "oauth_callback_url": "https://hub.example.org/callback"})),
        ("4.4.0", _config("ldapauthenticator.LDAPAuthenticator", {"server_address": "x"})),
    ],
)
def test_what_stays_in_the_values(version: str, values: dict[str, Any]) -> None:
    """Then all of it, and the client secret is a variable."""
    begun = draft(values, version)

    assert "oidc_config" not in accepted(login.provider, values, version)
    assert values == accepted(login.provider, values, version)["values"]
    reference = {"valueFrom": {"secretKeyRef": {"name": "hub-adopted", "key": "client_secret"}}}
    assert {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": reference}}} == login.secret_of_values(begun)


def test_variable_in_a_list() -> None:
    """It is added to the end."""
    added = login.secret_of_values(draft({"hub": {"extraEnv": [{"name": "A", "value": "a"}]}}))

    assert ["A", "OAUTH_CLIENT_SECRET"] == [entry["name"] for entry in added["hub"]["extraEnv"]]


def test_key_has_the_secret() -> None:
    """No variable then."""
    begun = draft({}, oidc_config={})

    assert {} == login.secret_of_values(begun)
