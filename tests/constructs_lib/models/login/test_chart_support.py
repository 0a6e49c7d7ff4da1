"""What a chart version's login doesn't support is reported, with the first version that does; whatever it supports passes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.login.chart_support import login_misfits
from constructs_lib.models.login.settings import OidcConfig

_KEYCLOAK = {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}}
_COGNITO = {"cognito": {"domain": "my-pool", "region": "eu-west-1"}}
_ENTRA = {"entra_id": {"tenant_id": "example.org"}}
_AUTH0 = {"auth0": {"domain": "a.auth0.com"}}
_CILOGON = {"cilogon": {"idps": ["urn:a"]}, "groups_claim": "isMemberOf"}


def _unsupported(version: str, keys: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    base = {"hub_url": "https://hub.example.org", "client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}}
    config = OidcConfig.model_validate({**base, **keys})
    return [(problem.path, problem.message) for problem in login_misfits(config, ChartVersion.of(version))]


def _needs(what: str, version: str, release: str) -> str:
    return f"chart {version} does not support {what}; use chart {release} or later (4.4.0 is recommended)"


@pytest.mark.parametrize(
    ("keys", "what", "path", "last", "first"),
    [
        ({**_KEYCLOAK, "allow_all": True, "manage_groups": True}, "manage_groups", ("manage_groups",), "3.2.1", "3.3.0"),
        ({**_KEYCLOAK, "allow_all": True, "auth_refresh_age": 60}, "auth_refresh_age", ("auth_refresh_age",), "4.0.0", "4.1.0"),
        ({**_COGNITO, "allowed_groups": ["a"]}, "allowed_groups with cognito", ("allowed_groups",), "3.2.1", "3.3.0"),
        ({**_ENTRA, "admin_groups": ["a"]}, "admin_groups with entra_id", ("admin_groups",), "3.2.1", "3.3.0"),
        (
            {**_AUTH0, "groups_claim": "roles", "allowed_groups": ["a"]},
            "allowed_groups with auth0",
            ("allowed_groups",),
            "2.0.0",
            "3.0.0",
        ),
        ({**_CILOGON, "allowed_groups": ["a"]}, "allowed_groups with cilogon", ("allowed_groups",), "3.3.8", "4.0.0"),
        (
            {**_KEYCLOAK, "allowed_groups": ["a"], "groups_claim": "realm_access.roles"},
            "a nested claim (realm_access.roles)",
            ("groups_claim",),
            "1.2.0",
            "2.0.0",
        ),
        (
            {**_KEYCLOAK, "allow_all": True, "admin_groups": ["a"]},
            "admin_groups with allow_all",
            ("admin_groups",),
            "2.0.0",
            "3.0.0",
        ),
        ({"github": {}, "allow_all": True, "login_service": "Ours"}, "login_service with github", ("login_service",), "2.0.0", "3.0.0"),
        ({**_AUTH0, "allow_all": True, "login_service": "Ours"}, "login_service with auth0", ("login_service",), "2.0.0", "3.0.0"),
        (
            {"cilogon": {"idps": ["urn:a"]}, "allow_all": True, "login_service": "Ours"},
            "login_service with cilogon",
            ("login_service",),
            "2.0.0",
            "3.0.0",
        ),
        (
            {**_KEYCLOAK, "allow_all": True, "logout_redirect_url": "https://example.org/bye"},
            "logout_redirect_url",
            ("logout_redirect_url",),
            "1.0.1",
            "1.1.0",
        ),
        (
            {"github": {"allowed_organizations": ["my-org", "my-org:my-team"]}},
            "teams in github.allowed_organizations",
            ("github", "allowed_organizations"),
            "1.1.2",
            "1.1.3",
        ),
        ({**_AUTH0, "allow_all": True}, "auth0", ("auth0",), "1.2.0", "2.0.0"),
        ({"cilogon": {"idps": ["urn:a"]}, "allow_all": True}, "cilogon.idps", ("cilogon", "idps"), "1.2.0", "2.0.0"),
    ],
)
def test_first_release_that_supports_it(keys: dict[str, Any], what: str, path: tuple[str, ...], last: str, first: str) -> None:
    """The last release that doesn't support it refuses, naming the first that does; that one and the newest accept it."""
    assert [(path, _needs(what, last, first))] == _unsupported(last, keys)
    assert [[], []] == [_unsupported(first, keys), _unsupported("4.4.0", keys)]


@pytest.mark.parametrize(
    "keys",
    [
        {**_KEYCLOAK, "allow_all": True},
        {**_KEYCLOAK, "allow_all": True, "login_service": "Ours"},
        {**_KEYCLOAK, "allowed_groups": ["a"]},
        {**_KEYCLOAK, "allowed_users": ["ada"], "admin_users": ["ada"]},
        {"cilogon": {}, "allow_all": True, "login_service": "Ours"},
        {"cilogon": {}, "groups_claim": "isMemberOf", "allowed_groups": ["a"]},
        {"github": {}, "allow_all": True},
        {"github": {"allowed_organizations": ["my-org"]}},
        {**_ENTRA, "allow_all": True},
        {**_COGNITO, "allowed_users": ["ada"]},
    ],
)
@pytest.mark.parametrize("version", ["1.0.0", "1.2.0", "2.0.0", "3.0.0", "3.3.8", "4.0.0", "4.4.0"])
def test_what_every_version_supports(version: str, keys: dict[str, Any]) -> None:
    """These are possible from 1.0.0 on."""
    assert [] == _unsupported(version, keys)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({**_KEYCLOAK, "allowed_groups": ["a"], "allowed_users": ["ada"]}, [("allowed_users", "allowed_users with allowed_groups")]),
        ({**_KEYCLOAK, "admin_groups": ["a"], "admin_users": ["ada"]}, [("admin_users", "admin_users with admin_groups")]),
        (
            {**_KEYCLOAK, "allowed_groups": ["a"], "admin_groups": ["b"], "allowed_users": ["eve"], "admin_users": ["ada"]},
            [("allowed_users", "allowed_users with allowed_groups"), ("admin_users", "admin_users with allowed_groups")],
        ),
        (
            {"github": {"allowed_organizations": ["my-org"]}, "allowed_users": ["ada"]},
            [("allowed_users", "allowed_users with github.allowed_organizations")],
        ),
    ],
)
def test_rules_restrict_each_other_up_to_2(keys: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """There a user has to satisfy both rules; from 3.x on one is enough."""
    fix = "chart 2.0.0 lets in only users who satisfy both; use chart 3.0.0 or later, where either is enough (4.4.0 is recommended)"

    assert [((key,), f"{what}: {fix}") for key, what in expected] == _unsupported("2.0.0", keys)
    assert [] == _unsupported("3.0.0", keys)


def test_ca_bundle() -> None:
    """OAuthenticator has settings for its requests from 16.0.0 on."""
    keys = {**_KEYCLOAK, "allow_all": True, "ca_bundle": {"config_map": "company-ca"}}

    assert [(("ca_bundle",), _needs("a custom certificate authority for the identity provider", "2.0.0", "3.0.0"))] == _unsupported(
        "2.0.0", keys
    )
    assert [] == _unsupported("3.0.0", keys)


@pytest.mark.parametrize("key", ["allowed_groups", "admin_groups"])
def test_groups_of_4_are_managed(key: str) -> None:
    """There groups decide only if the hub manages them, so they can't be unmanaged; before, and without groups, they can."""
    keys = {**_KEYCLOAK, key: ["a"], "manage_groups": False}
    message = f"false conflicts with {key}, which chart 4.x evaluates with the hub's own groups; remove it"

    assert [(("manage_groups",), message)] == _unsupported("4.0.0", keys)
    assert [] == _unsupported("3.3.8", keys)
    assert [] == _unsupported("4.0.0", {**_KEYCLOAK, "allow_all": True, "manage_groups": False})


def test_several_at_once() -> None:
    """Everything that the version doesn't support is reported at once."""
    found = _unsupported(
        "1.2.0", {**_AUTH0, "groups_claim": "a.roles", "admin_groups": ["a"], "manage_groups": True, "auth_refresh_age": 60}
    )

    assert [
        (("manage_groups",), _needs("manage_groups", "1.2.0", "3.3.0")),
        (("admin_groups",), _needs("admin_groups with auth0", "1.2.0", "3.0.0")),
        (("groups_claim",), _needs("a nested claim (a.roles)", "1.2.0", "2.0.0")),
        (("auth0",), _needs("auth0", "1.2.0", "2.0.0")),
        (("auth_refresh_age",), _needs("auth_refresh_age", "1.2.0", "4.1.0")),
    ] == found
