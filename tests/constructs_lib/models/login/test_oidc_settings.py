"""The hub's own address, users' names and claims in the settings of a log-in. What doesn't go together stands in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.login.oidc_settings import OidcSettings
from constructs_lib.models.login.settings import OidcConfig

_TOKEN = "${TfToken[TOKEN.1]}"


def _config(**keys: Any) -> OidcConfig:
    base = {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}, "client_id": "hub", "allow_all": True}
    address = {} if "callback_url" in keys else {"hub_url": "https://hub.example.org"}
    return OidcConfig.model_validate({**base, **address, "client_secret": {"kubernetes_secret": "hub-oidc"}, **keys})


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
    """The path is put behind the hub's URL, whatever slashes it ends in; a token isn't judged."""
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
    expected = f"{hub_url!r} is not the hub's public URL alone; write it without /hub and what follows, for example https://hub.example.org"

    assert [expected] == _mistakes(hub_url=hub_url)


def test_callback_ends_in_the_path() -> None:
    """As registered with the provider; a token isn't judged."""
    assert _TOKEN == _config(callback_url=_TOKEN).callback
    (text,) = _mistakes(callback_url="https://hub.example.org/hub")

    assert (
        "'https://hub.example.org/hub' does not end in /hub/oauth_callback; write the hub's public URL with that path, "
        "for example https://hub.example.org/hub/oauth_callback"
    ) == text


def test_names_that_jupyterhub_takes() -> None:
    """Spaces inside, an @ and any other script are a part of names."""
    names = ("ada", "ada@example.org", "Ada Lovelace", "Ἀδα")

    assert names == _config(allow_all=False, allowed_users=names).allowed_users


@pytest.mark.parametrize("name", ["", " ada", "ada ", "a/b", " "])
def test_names_that_jupyterhub_refuses(name: str) -> None:
    """It wouldn't start."""
    expected = f"{name!r} is not a user name; it may not be empty, start or end with a space, or hold a '/'"

    assert [expected] == _mistakes(allow_all=False, admin_users=[name])


def test_everyone_is_no_name() -> None:
    """A star is no pattern, so the key that means it is named."""
    expected = "'*' is not a pattern: it would be a user of that name. Write allow_all: true to let everyone in"

    assert [expected] == _mistakes(allow_all=False, allowed_users=["*"])


def test_claims() -> None:
    """Names joined by dots; a URL's dots would part it."""
    assert "realm_access.roles" == _config(allow_all=False, allowed_groups=["a"], groups_claim="realm_access.roles").groups_path
    (text,) = _mistakes(allow_all=False, allowed_groups=["a"], groups_claim="https://example")
    assert (
        "'https://example' is a URL, but dots part nested claims, so that no hub could find it; "
        "let the provider send a claim without dots, for example groups"
    ) == text
    assert ["'a..b' is not a claim, nor a path of claims joined by dots"] == _mistakes(
        allow_all=False, allowed_groups=["a"], groups_claim="a..b"
    )


def test_keys_alone_follow_no_rule() -> None:
    """The rules across keys are added by `OidcConfig`; the report on a wrong file reads keys of which some break them."""
    settings = OidcSettings.model_validate({"client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}})

    assert (False, None, "groups", False) == (settings.has_callback, settings.provider, settings.groups_path, settings.allows_everyone)
