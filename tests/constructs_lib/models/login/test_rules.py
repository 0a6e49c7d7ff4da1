"""The rules across the settings of a login: each breach with this message, at the key that fixes it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.login.rules import LOGIN_RULES
from constructs_lib.models.login.settings import OidcConfig

_KEYCLOAK = {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}}
_ALL = {**_KEYCLOAK, "allow_all": True}
_URLS = {
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
}
_PROVIDERS = "cognito, google, github, entra_id, okta, auth0, keycloak, cilogon"
_NOBODY = "no one is allowed to log in; set allow_all: true, allowed_users, admin_users, allowed_groups or admin_groups"

_UNSAFE = (
    "'email' is not safe with all providers of CILogon, because any of them could claim another provider's user; "
    "list the trusted providers in cilogon.idps, or remove it to use eppn"
)


def _problems(keys: dict[str, Any]) -> list[tuple[str, str]]:
    base = {"client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}, "hub_url": "https://hub.example.org"}
    try:
        OidcConfig.model_validate({key: value for key, value in {**base, **keys}.items() if value is not ...})
    except ValidationError as error:
        return [(".".join(map(str, line["loc"])), line["msg"]) for line in error.errors()]
    return []


def test_the_login_keeps_these_rules() -> None:
    """All that the module lists, so what follows tests them as users see them."""
    assert LOGIN_RULES == OidcConfig.RULES
    assert 7 == len(set(LOGIN_RULES))


@pytest.mark.parametrize(
    "keys",
    [
        _ALL,
        {**_URLS, "allow_all": True},
        {**_URLS, "allowed_groups": ["a"]},
        {**_KEYCLOAK, "allowed_users": ["ada"]},
        {**_KEYCLOAK, "admin_users": ["ada"]},
        {**_KEYCLOAK, "admin_groups": ["a"], "groups_claim": "roles"},
        {**_ALL, "manage_groups": True, "groups_claim": "roles"},
        {**_ALL, "admin_users": ["ada"], "admin_groups": ["a"]},
        {"github": {"allowed_organizations": ["my-org"]}},
        {"github": {"allowed_organizations": ["my-org"]}, "scope": ["read:org"]},
        {"google": {"hosted_domain": ["example.org"]}},
        {"google": {"hosted_domain": ["example.org"]}, "allowed_users": ["ada"], "scope": ["openid", "email", "profile"]},
        {"google": {"hosted_domain": ["a.example", "b.example"]}, "allowed_users": ["ada@a.example"]},
        {"google": {"hosted_domain": ["a.example"]}, "allowed_users": ["ada@a.example"], "username_key": "email"},
        {"google": {}, "allowed_users": ["ada@example.org"]},
        {"cilogon": {}, "allow_all": True, "username_key": "eppn"},
        {"cilogon": {"idps": ["urn:a"]}, "allow_all": True, "username_key": "email"},
        {"cilogon": {}, "groups_claim": "isMemberOf", "allowed_groups": ["a"]},
    ],
)
def test_what_is_allowed_together(keys: dict[str, Any]) -> None:
    """Nothing is reported about settings that work."""
    assert [] == _problems(keys)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"allow_all": True},
            [
                (key, f"is required but missing; set it, or one of the providers {_PROVIDERS}")
                for key in ("auth_url", "token_url", "user_data_url")
            ],
        ),
        (
            {**_URLS, "allow_all": True, "token_url": ...},
            [("token_url", f"is required but missing; set it, or one of the providers {_PROVIDERS}")],
        ),
        (
            {**_ALL, "token_url": _URLS["token_url"]},
            [
                (
                    "token_url",
                    "is already known from keycloak; remove it, or remove keycloak and set all of auth_url, token_url, user_data_url",
                )
            ],
        ),
        (
            {**_ALL, "google": {}},
            [("", "google, keycloak are set together, but users log in through one provider; keep one and remove the others")],
        ),
        (
            {"google": None, "allow_all": True},
            [("google", "is empty; set its keys, or google: {} if none is needed, or remove it")],
        ),
        (
            {**_ALL, "google": None},
            [
                ("google", "is empty; set its keys, or google: {} if none is needed, or remove it"),
                ("", "keycloak, google are set together, but users log in through one provider; keep one and remove the others"),
            ],
        ),
    ],
)
def test_one_provider(keys: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """By name or by its three URLs, and each setting once."""
    assert expected == _problems(keys)


def test_one_callback() -> None:
    """Set, or derived from the hub's URL."""
    callback = "https://hub.example.org/hub/oauth_callback"

    assert [] == _problems({**_ALL, "hub_url": ..., "callback_url": callback})
    assert [("callback_url", "is already derived from hub_url; remove one of them")] == _problems({**_ALL, "callback_url": callback})
    assert [("callback_url", "is required but missing; set it, or set hub_url to the hub's public URL")] == _problems(
        {**_ALL, "hub_url": ...}
    )


@pytest.mark.parametrize(
    ("keys", "more"),
    [
        (_KEYCLOAK, ""),
        (_URLS, ""),
        ({"google": {}}, ", or google.hosted_domain"),
        ({"github": {}}, ", or github.allowed_organizations"),
    ],
)
def test_someone_may_log_in(keys: dict[str, Any], more: str) -> None:
    """Otherwise the report names every way to allow someone, the provider's own among them."""
    assert [("allow_all", f"{_NOBODY}{more}")] == _problems(keys)


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({**_ALL, "allowed_users": ["ada"]}, "allowed_users"),
        ({**_ALL, "allowed_groups": ["a"]}, "allowed_groups"),
        ({"github": {"allowed_organizations": ["my-org"]}, "allow_all": True}, "github.allowed_organizations"),
    ],
)
def test_allow_all_includes_everyone(keys: dict[str, Any], key: str) -> None:
    """A rule beside it would look as if it kept someone out."""
    expected = "has no effect with allow_all: true, which lets everyone in; remove one of them"

    assert [(key, expected)] == _problems(keys)


@pytest.mark.parametrize(
    ("keys", "key", "expected"),
    [
        ({"google": {}, "admin_groups": ["a"]}, "admin_groups", "google sends no groups; use allowed_users or google.hosted_domain"),
        ({"github": {}, "allowed_groups": ["a"]}, "allowed_groups", "github sends no groups; use github.allowed_organizations"),
        (
            {"github": {}, "allow_all": True, "manage_groups": True},
            "manage_groups",
            "github sends no groups; use github.allowed_organizations",
        ),
        (
            {"cilogon": {}, "allowed_groups": ["a"]},
            "groups_claim",
            "is required but missing, because the provider has no standard groups claim; set the name of the claim, for example isMemberOf",
        ),
    ],
)
def test_groups_have_a_claim(keys: dict[str, Any], key: str, expected: str) -> None:
    """The claim is known or set, and something uses it."""
    assert [(key, expected)] == _problems(keys)


@pytest.mark.parametrize(
    ("keys", "key", "expected"),
    [
        (
            {"github": {}, "allow_all": True, "username_key": "email"},
            "username_key",
            "'email' is not allowed with github, where user names are GitHub's login names; remove it",
        ),
        (
            {"cilogon": {}, "allow_all": True, "username_key": "email"},
            "username_key",
            _UNSAFE,
        ),
        (
            {"google": {"hosted_domain": ["example.org"]}, "allowed_users": ["eve", "Ada@Example.org"]},
            "allowed_users.1",
            "no user will match 'Ada@Example.org': with a single hosted_domain, user names omit the domain; use 'Ada'",
        ),
        (
            {"google": {"hosted_domain": ["example.org"]}, "admin_users": ["ada@example.org"]},
            "admin_users.0",
            "no user will match 'ada@example.org': with a single hosted_domain, user names omit the domain; use 'ada'",
        ),
        (
            {**_ALL, "scope": ["profile"]},
            "scope",
            "lacks openid, which the hub needs to identify Keycloak's users; add it",
        ),
        (
            {"google": {}, "allow_all": True, "scope": ["profile"]},
            "scope",
            "lacks openid, email, which the hub needs to identify Google's users; add it",
        ),
        (
            {"github": {"allowed_organizations": ["my-org"]}, "scope": ["read:user"]},
            "scope",
            "lacks read:org, which the hub needs to identify GitHub's users; add it",
        ),
    ],
)
def test_names_of_users(keys: dict[str, Any], key: str, expected: str) -> None:
    """Each user has a name that the provider issues, and that nobody else can have."""
    assert [(key, expected)] == _problems(keys)
