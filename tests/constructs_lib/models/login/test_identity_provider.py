"""The interface of every identity provider. Each one's own values are tested in test_identity_providers.py."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.login.identity_provider import Endpoints, Host, IdentityProvider


def test_defaults() -> None:
    """Those of OpenID Connect: its three scopes, the preferred name, a claim groups; the hub sets who may log in."""
    assert (("openid", "profile", "email"), ("openid",), "preferred_username", "groups") == (
        IdentityProvider.SCOPE, IdentityProvider.NEEDS, IdentityProvider.USERNAME, IdentityProvider.GROUPS
    )  # fmt: skip
    assert not IdentityProvider().restricts


def test_endpoints_are_each_providers_own() -> None:
    """A class without them is a mistake of its author."""
    with pytest.raises(NotImplementedError):
        _ = IdentityProvider().endpoints


def test_three_endpoints() -> None:
    """In the order of a login."""
    endpoints = Endpoints("https://a", "https://b", "https://c")

    assert ("https://a", "https://b", "https://c") == (endpoints.authorize, endpoints.token, endpoints.userinfo)


def test_attributes_of_the_class_are_not_keys() -> None:
    """A hub file can't change a provider's definition."""
    assert {} == dict(IdentityProvider.model_fields)
    with pytest.raises(ValidationError, match="unknown key"):
        IdentityProvider.model_validate({"SCOPE": ["openid"]})


@pytest.mark.parametrize("name", ["login.example.org", "a.b", "${TfToken[TOKEN.1]}"])
def test_host(name: str) -> None:
    """One name."""
    assert name == TypeAdapter(Host).validate_python(name)


@pytest.mark.parametrize(
    ("name", "expected"), [("*.example.org", "is a pattern; use a single host name"), ("https://example.org", "is not a host name")]
)
def test_invalid_hosts(name: str, expected: str) -> None:
    """A pattern resolves to nothing, and a URL would follow another https://."""
    with pytest.raises(ValidationError, match=expected):
        TypeAdapter(Host).validate_python(name)
