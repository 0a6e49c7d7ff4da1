"""The hub's own address, users' names and claims in the login settings. Conflicts are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.login.identity_provider import Endpoints
from constructs_lib.models.login.oidc_settings import CALLBACK_PATH, OidcSettings

_TOKEN = "${TfToken[TOKEN.1]}"


def _config(**keys: Any) -> OidcSettings:
    base = {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}, "client_id": "hub", "allow_all": True}
    address = {} if "callback_url" in keys else {"hub_url": "https://hub.example.org"}
    return OidcSettings.model_validate({**base, **address, "client_secret": {"kubernetes_secret": "hub-oidc"}, **keys})


def _mistakes(**keys: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        _config(**keys)
    return [line["msg"] for line in error.value.errors()]


@pytest.mark.parametrize(
    ("hub_url", "callback"),
    [
        ("https://hub.example.org", "https://hub.example.org/hub/oauth_callback"),
        ("https://hub.example.org//", "https://hub.example.org/hub/oauth_callback"),
        ("https://example.org/jupyter/", "https://example.org/jupyter/hub/oauth_callback"),
        ("https://hub", "https://hub/hub/oauth_callback"),
        ("https://example.org/X/", "https://example.org/X/hub/oauth_callback"),
        (f"https://{_TOKEN}/X/", f"https://{_TOKEN}/X/hub/oauth_callback"),
        ("https://example.org/hub/X", "https://example.org/hub/X/hub/oauth_callback"),
        ("https://example.org/myhub", "https://example.org/myhub/hub/oauth_callback"),
        (_TOKEN, f"{_TOKEN}/hub/oauth_callback"),
        (f"https://{_TOKEN}/", f"https://{_TOKEN}/hub/oauth_callback"),
    ],
)
def test_callback_of_the_hubs_url(hub_url: str, callback: str) -> None:
    """The path is added to the hub's URL, whatever slashes it ends in; a token isn't checked."""
    assert callback == _config(hub_url=hub_url).callback


@pytest.mark.parametrize(
    "hub_url",
    [
        "https://hub.example.org/hub",
        "https://hub.example.org/hub//",
        "https://hub.example.org/hub/oauth_callback",
        "https://hub.example.org/hub/oauth_callback/more",
        "https://hub.example.org?a=b",
        "https://hub.example.org#a",
    ],
)
def test_hubs_url_alone(hub_url: str) -> None:
    """A path below the hub, a query and a fragment each make it another URL."""
    expected = (
        f"{hub_url!r} contains more than the hub's public URL; omit /hub and everything after it, for example https://hub.example.org"
    )

    assert [expected] == _mistakes(hub_url=hub_url)


def test_callback_ends_in_the_path() -> None:
    """As registered with the provider; a token isn't checked."""
    assert _TOKEN == _config(callback_url=_TOKEN).callback
    (text,) = _mistakes(callback_url="https://hub.example.org/hub")

    assert (
        "'https://hub.example.org/hub' does not end in /hub/oauth_callback; use the hub's public URL with that path, "
        "for example https://hub.example.org/hub/oauth_callback"
    ) == text


def test_names_that_jupyterhub_accepts() -> None:
    """Spaces inside, an @ and any other script are allowed in names."""
    names = ("ada", "ada@example.org", "Ada Lovelace", "Ἀδα")

    assert names == _config(allow_all=False, allowed_users=names).allowed_users


@pytest.mark.parametrize("name", ["", " ada", "ada ", "a/b", " "])
def test_names_that_jupyterhub_refuses(name: str) -> None:
    """It wouldn't start."""
    expected = f"{name!r} is not a user name; a user name can't be empty, start or end with a space, or contain '/'"

    assert [expected] == _mistakes(allow_all=False, admin_users=[name])


def test_star_is_not_a_name() -> None:
    """A star is not a pattern, so the message names the key that allows everyone."""
    expected = "'*' is not a pattern, but would be a user of that name; set allow_all: true to let everyone in"

    assert [expected] == _mistakes(allow_all=False, allowed_users=["*"])


def test_claims() -> None:
    """Names joined by dots; a URL's dots would split it."""
    assert "realm_access.roles" == _config(allow_all=False, allowed_groups=["a"], groups_claim="realm_access.roles").groups_path
    (text,) = _mistakes(allow_all=False, allowed_groups=["a"], groups_claim="https://example")
    assert (
        "'https://example' is a URL, but dots separate nested claims, so the hub can't find it; "
        "configure a claim without dots at the provider, for example groups"
    ) == text
    assert ["'a..b' is not a claim; use a name such as groups, or names joined by dots such as realm_access.roles"] == _mistakes(
        allow_all=False, allowed_groups=["a"], groups_claim="a..b"
    )


_URLS = {
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
}


def test_defaults() -> None:
    """Nobody may log in, nothing is requested that the provider doesn't need, and all names are the provider's."""
    config = _config(allow_all=False)

    assert (False, (), (), (), ()) == (
        config.allow_all, config.allowed_users, config.admin_users, config.allowed_groups, config.admin_groups
    )  # fmt: skip
    assert (None, None, None, None, None, None) == (
        config.scope, config.username_key, config.login_service, config.groups_claim, config.manage_groups, config.auth_refresh_age
    )  # fmt: skip


def test_endpoints() -> None:
    """Those of the provider that is named, else the three that are set."""
    assert "https://keycloak.example.org/realms/science/protocol/openid-connect/auth" == _config().endpoints.authorize
    assert Endpoints(*_URLS.values()) == _config(keycloak=None, **_URLS).endpoints
    assert Endpoints("", "", "") == _config(keycloak=None).endpoints


def test_provider() -> None:
    """The one that is named; None if the URLs are set."""
    named = _config().provider

    assert named is not None
    assert "Keycloak" == named.TITLE
    assert _config(keycloak=None, **_URLS).provider is None


def test_callback_may_be_unknown() -> None:
    """The report on a wrong file reads it, since without both settings the callback would be an empty URL."""
    callback = f"https://hub.example.org{CALLBACK_PATH}"

    assert _config().has_callback
    assert (True, callback) == (_config(callback_url=callback).has_callback, _config(callback_url=callback).callback)
    assert not _config(hub_url=None).has_callback


@pytest.mark.parametrize(
    ("keys", "uses", "path"),
    [
        ({}, False, "groups"),
        ({"allowed_groups": ["a"]}, True, "groups"),
        ({"admin_groups": ["a"], "groups_claim": "roles"}, True, "roles"),
        ({"manage_groups": True}, True, "groups"),
        ({"manage_groups": False}, False, "groups"),
        ({"keycloak": None, "cognito": {"domain": "login.example.org"}}, False, "cognito:groups"),
        ({"keycloak": None, "google": {}}, False, None),
        ({"keycloak": None, **_URLS}, False, "groups"),
    ],
    ids=str,
)
def test_groups(keys: dict[str, Any], uses: bool, path: str | None) -> None:  # noqa: FBT001  # what is expected
    """They are requested if something depends on them, with the configured claim, else the provider's."""
    config = _config(allow_all=False, **keys)

    assert (uses, path) == (config.uses_groups, config.groups_path)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"allow_all": True}, True),
        ({"allow_all": False}, False),
        ({"allow_all": False, "keycloak": None, "google": {"hosted_domain": ["example.org"]}}, True),
        ({"allow_all": False, "keycloak": None, "google": {"hosted_domain": ["example.org"]}, "allowed_users": ["ada"]}, False),
        ({"allow_all": False, "keycloak": None, "google": {}}, False),
        ({"allow_all": False, "keycloak": None, "github": {"allowed_organizations": ["my-org"]}}, False),
    ],
    ids=str,
)
def test_who_may_log_in(keys: dict[str, Any], expected: bool) -> None:  # noqa: FBT001  # what is expected
    """Everyone with the key that allows it, or with a hosted domain alone."""
    assert expected == _config(**keys).allows_everyone


def test_secret_is_a_reference() -> None:
    """Text is refused, and not repeated."""
    (text,) = _mistakes(client_secret="canary")

    assert text.startswith("the value (not shown) is text; a secret must be a reference")
    assert "canary" not in text


def test_range_of_the_refresh() -> None:
    """A second to a year."""
    assert [1, 31_536_000] == [_config(auth_refresh_age=seconds).auth_refresh_age for seconds in (1, 31_536_000)]
    assert ["0 is out of range; use 1 or more"] == _mistakes(auth_refresh_age=0)
    assert ["31536001 is out of range; use 31536000 or less"] == _mistakes(auth_refresh_age=31_536_001)
