"""What every identity provider has, unless it says otherwise."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.login.identity_provider import Endpoints, Host, IdentityProvider


class _Provider(IdentityProvider):
    """A provider without settings."""

    TITLE = "Example"


def test_defaults() -> None:
    """The scopes and claims of OpenID Connect; nobody is kept out."""
    assert (("openid", "profile", "email"), ("openid",), "preferred_username", "groups", False) == (
        _Provider.SCOPE, _Provider.NEEDS, _Provider.USERNAME, _Provider.GROUPS, _Provider().restricts
    )  # fmt: skip


def test_endpoints_have_to_be_defined() -> None:
    """A provider without them is a mistake of its author."""
    with pytest.raises(NotImplementedError):
        _ = _Provider().endpoints
    assert "https://a" == Endpoints("https://a", "https://b", "https://c").authorize


@pytest.mark.parametrize("host", ["*.example.org", "https://example.org"])
def test_host_is_one_name(host: str) -> None:
    """Neither a pattern nor a URL."""
    with pytest.raises(ValidationError):
        TypeAdapter(Host).validate_python(host)
    assert "login.example.org" == TypeAdapter(Host).validate_python("login.example.org")
