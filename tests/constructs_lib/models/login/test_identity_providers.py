"""Endpoints of the built-in providers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib import (
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login.identity_provider import IdentityProvider
from constructs_lib.models.login.identity_providers import PROVIDERS
from constructs_lib.models.login.settings import OidcConfig


@pytest.mark.parametrize(
    ("provider", "authorize", "token", "userinfo"),
    [
        (
            CognitoProvider(domain="my-pool", region="eu-west-1"),
            "https://my-pool.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
            "https://my-pool.auth.eu-west-1.amazoncognito.com/oauth2/token",
            "https://my-pool.auth.eu-west-1.amazoncognito.com/oauth2/userInfo",
        ),
        (
            CognitoProvider(domain="login.example.org"),
            "https://login.example.org/oauth2/authorize",
            "https://login.example.org/oauth2/token",
            "https://login.example.org/oauth2/userInfo",
        ),
        (
            GoogleProvider(),
            "https://accounts.google.com/o/oauth2/v2/auth",
            "https://www.googleapis.com/oauth2/v4/token",
            "https://www.googleapis.com/oauth2/v1/userinfo",
        ),
        (
            GithubProvider(),
            "https://github.com/login/oauth/authorize",
            "https://github.com/login/oauth/access_token",
            "https://api.github.com/user",
        ),
        (
            GithubProvider(url="https://github.example.org/"),
            "https://github.example.org/login/oauth/authorize",
            "https://github.example.org/login/oauth/access_token",
            "https://github.example.org/api/v3/user",
        ),
        (
            EntraIdProvider(tenant_id="contoso.onmicrosoft.com"),
            "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize",
            "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token",
            "https://graph.microsoft.com/oidc/userinfo",
        ),
        (
            OktaProvider(domain="example.okta.com"),
            "https://example.okta.com/oauth2/v1/authorize",
            "https://example.okta.com/oauth2/v1/token",
            "https://example.okta.com/oauth2/v1/userinfo",
        ),
        (
            OktaProvider(domain="example.okta.com", authorization_server="default"),
            "https://example.okta.com/oauth2/default/v1/authorize",
            "https://example.okta.com/oauth2/default/v1/token",
            "https://example.okta.com/oauth2/default/v1/userinfo",
        ),
        (
            Auth0Provider(domain="example.eu.auth0.com"),
            "https://example.eu.auth0.com/authorize",
            "https://example.eu.auth0.com/oauth/token",
            "https://example.eu.auth0.com/userinfo",
        ),
        (
            KeycloakProvider(url="https://keycloak.example.org/auth/", realm="science"),
            "https://keycloak.example.org/auth/realms/science/protocol/openid-connect/auth",
            "https://keycloak.example.org/auth/realms/science/protocol/openid-connect/token",
            "https://keycloak.example.org/auth/realms/science/protocol/openid-connect/userinfo",
        ),
        (CilogonProvider(), "https://cilogon.org/authorize", "https://cilogon.org/oauth2/token", "https://cilogon.org/oauth2/userinfo"),
    ],
)
def test_endpoints(provider: IdentityProvider, authorize: str, token: str, userinfo: str) -> None:
    """The endpoints are those of the provider's own documentation."""
    endpoints = provider.endpoints

    assert (authorize, token, userinfo) == (endpoints.authorize, endpoints.token, endpoints.userinfo)


def test_list_of_providers_is_complete() -> None:
    """Each provider has a key in the settings, and each key a provider."""
    ours = [cls for cls in IdentityProvider.__subclasses__() if cls.__module__.startswith("constructs_lib.")]
    classes = {cls for key in PROVIDERS for cls in ours if cls.__name__ in str(OidcConfig.model_fields[key])}

    assert len(PROVIDERS) == len(classes) == len(ours)


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", "", "a b"])
def test_entra_id_is_one_tenant(tenant: str) -> None:
    """Accounts of foreign tenants could have any name."""
    with pytest.raises(ValueError, match="is not a single tenant"):
        EntraIdProvider(tenant_id=tenant)


def _mistake(kind: type[IdentityProvider], **keys: str) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(ValidationError) as error:
        kind.model_validate(keys)
    (line,) = error.value.errors()
    return line["loc"], line["msg"]


def test_cognito_host_has_no_region() -> None:
    """A Region beside a full host name would be ignored, so it is a mistake."""
    expected = "'eu-west-1' is not allowed with the full host name 'login.example.org'; remove it"

    assert (("region",), expected) == _mistake(CognitoProvider, domain="login.example.org", region="eu-west-1")


def test_cognito_prefix_has_a_region() -> None:
    """Without it there is no host; a domain that only Terraform knows may be a full name."""
    expected = "is required with a domain prefix; set the user pool's Region, or use the full host name instead of 'my-pool'"

    assert (("region",), expected) == _mistake(CognitoProvider, domain="my-pool")
    assert [None, "eu-west-1"] == [CognitoProvider(domain="${TfToken[TOKEN.1]}", region=region).region for region in (None, "eu-west-1")]


@pytest.mark.parametrize("url", ["https://keycloak.example.org/?a=b", "https://keycloak.example.org/#x"])
def test_keycloak_url_is_only_the_server(url: str) -> None:
    """What follows it would break the endpoints; slashes at its end are removed, and a token isn't checked."""
    expected = f"{url!r} contains a query or a fragment; use only the server's address, for example https://keycloak.example.org"

    assert (("url",), expected) == _mistake(KeycloakProvider, url=url, realm="science")
    assert ["https://keycloak.example.org/X", "https://${TfToken[TOKEN.1]}?a"] == [
        KeycloakProvider(url=right, realm="science").url for right in ("https://keycloak.example.org/X//", "https://${TfToken[TOKEN.1]}?a/")
    ]


def test_hosts_are_not_patterns() -> None:
    """A star in a provider's host resolves to nothing."""
    expected = "'*.okta.com' is a pattern; use a single host name, for example login.example.org"

    assert (("domain",), expected) == _mistake(OktaProvider, domain="*.okta.com")
