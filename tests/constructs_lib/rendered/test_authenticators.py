"""Authenticators by name, and the settings that decide who may log in."""

from __future__ import annotations

import pytest

from constructs_lib.rendered.authenticators import class_of, decides_identity, lets_in, serves_the_world


@pytest.mark.parametrize(
    ("authenticator", "expected"),
    [
        ("dummy", "DummyAuthenticator"),
        ("Dummy", "DummyAuthenticator"),
        ("jupyterhub.auth.DummyAuthenticator", "DummyAuthenticator"),
        ("dummyauthenticator.DummyAuthenticator", "DummyAuthenticator"),
        ("generic-oauth", "GenericOAuthenticator"),
        ("oauthenticator.generic.GenericOAuthenticator", "GenericOAuthenticator"),
        ("oauthenticator.generic.LocalGenericOAuthenticator", None),
        ("my_package.GenericOAuthenticator", None),
        ("ldapauthenticator.LDAPAuthenticator", None),
        ("pam", None),
        (None, None),
        ({"a": 1}, None),
    ],
)
def test_class_of_a_name(authenticator: object, expected: str | None) -> None:
    """By entry point in any case, or by a path in a known package; everything else is unknown."""
    assert expected == class_of(authenticator)


@pytest.mark.parametrize(
    ("trait", "admits", "identifies"),
    [
        ("allow_all", True, False),
        ("allowed_users", True, False),
        ("admin_users", True, False),
        ("whitelist", True, False),
        ("open_signup", True, False),
        ("username_map", False, True),
        ("username_claim", False, True),
        ("username_pattern", False, False),
        ("userdata_url", False, True),
        ("github_url", False, True),
        ("validate_server_cert", False, True),
        ("login_service", False, False),
        ("logout_redirect_url", False, False),
        ("blocked_users", False, False),
    ],
)
def test_settings_that_decide(trait: str, admits: bool, identifies: bool) -> None:  # noqa: FBT001  # what is expected
    """Some let people in, some identify them, and some only restrict or change the look."""
    assert (admits, identifies) == (lets_in(trait), decides_identity(trait))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://accounts.google.com/o/oauth2/v2/auth", True),
        ("https://github.com", True),
        ("https://github.com/login/oauth/authorize", True),
        ("https://login.microsoftonline.com/common/oauth2/v2.0/authorize", True),
        ("https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize", False),
        ("https://github.com.example.org/x", False),
        ("https://login.example.org/authorize", False),
        ("", False),
    ],
)
def test_providers_open_to_everyone(url: str, expected: bool) -> None:  # noqa: FBT001  # what is expected
    """Where everyone may create an account."""
    assert expected == serves_the_world(url)
