"""The identity providers that are known by name: what they need to be told, and where their endpoints are.

Sources: each provider's own page on OpenID Connect, named at its class. Which authenticator class serves a provider on
which chart version is decided in ``chart_values/login/authenticators.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from constructs_lib.errors import Problem
from constructs_lib.models.kinds.aws import Region
from constructs_lib.models.kinds.text import SecureUrl
from constructs_lib.models.kinds.validators import as_schema, distinct, is_token, matching
from constructs_lib.models.login.identity_provider import Endpoints, Host, IdentityProvider

#: The keys by which a hub file names the providers.
PROVIDERS = ("cognito", "google", "github", "entra_id", "okta", "auth0", "keycloak", "cilogon")


class CognitoProvider(IdentityProvider):
    """A user pool of Amazon Cognito. Source: Amazon Cognito, "User pool endpoints and managed login reference"."""

    TITLE: ClassVar[str] = "Amazon Cognito"
    USERNAME: ClassVar[str] = "username"
    GROUPS: ClassVar[str | None] = "cognito:groups"

    domain: Annotated[
        str,
        matching(
            r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "is not the domain of a user pool; write its prefix (my-pool) with the region, or the whole host name (login.example.org)",
            longest=253,
        ),
    ]
    """The user pool's domain: its prefix, together with region, or the whole host name of a domain of your own."""
    region: Region | None = None
    """AWS Region of the user pool; with a prefix only."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints below the user pool's domain."""
        host = f"{self.domain}.auth.{self.region}.amazoncognito.com" if self.region else self.domain
        return Endpoints(f"https://{host}/oauth2/authorize", f"https://{host}/oauth2/token", f"https://{host}/oauth2/userInfo")


def _prefix_has_a_region(provider: CognitoProvider) -> Iterator[Problem]:
    whole = "." in provider.domain
    if is_token(provider.domain):
        return
    if whole and provider.region is not None:
        yield Problem(f"{provider.region!r} has no place beside the whole host name {provider.domain!r}; take it out", ("region",))
    if not whole and provider.region is None:
        yield Problem(
            f"is required with a domain prefix; write the user pool's Region, or the whole host name instead of {provider.domain!r}",
            ("region",),
        )


CognitoProvider.RULES = (_prefix_has_a_region,)


class GoogleProvider(IdentityProvider):
    """Google accounts. The hub refuses addresses that Google hasn't verified."""

    TITLE: ClassVar[str] = "Google"
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "email")
    NEEDS: ClassVar[tuple[str, ...]] = ("openid", "email")
    USERNAME: ClassVar[str] = "email"
    GROUPS: ClassVar[str | None] = None

    hosted_domain: Annotated[tuple[Host, ...], AfterValidator(distinct)] = ()
    """Google Workspace domains, for example [example.org]: only their accounts get in, and without allowed_users all of them. With
    exactly one domain, user names are the part before the @. Default: accounts of any domain, as far as the other rules allow them."""

    @property
    def endpoints(self) -> Endpoints:
        """Google's endpoints, as OAuthenticator's own class has them."""
        api = "https://www.googleapis.com"
        return Endpoints("https://accounts.google.com/o/oauth2/v2/auth", f"{api}/oauth2/v4/token", f"{api}/oauth2/v1/userinfo")

    @property
    def restricts(self) -> bool:
        """A hosted domain says who may enter."""
        return bool(self.hosted_domain)


class GithubProvider(IdentityProvider):
    """GitHub, or a GitHub Enterprise Server. User names are GitHub's log-in names."""

    TITLE: ClassVar[str] = "GitHub"
    SCOPE: ClassVar[tuple[str, ...]] = ()
    NEEDS: ClassVar[tuple[str, ...]] = ()
    USERNAME: ClassVar[str] = "login"
    GROUPS: ClassVar[str | None] = None

    allowed_organizations: tuple[
        Annotated[
            str,
            matching(
                r"[A-Za-z0-9][-A-Za-z0-9_]*(:[A-Za-z0-9][-A-Za-z0-9_.]*)?",
                "is not an organisation or a team; write it as in GitHub's URLs, for example my-org or my-org:my-team",
            ),
        ],
        ...,
    ] = ()
    """Organisations (my-org) and teams (my-org:my-team) whose members may enter; asks for the scope read:org."""
    url: SecureUrl = "https://github.com"
    """Address of a GitHub Enterprise Server. Default: github.com."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the server. Source: GitHub, "Authorizing OAuth apps"; REST API of Enterprise Server below /api/v3."""
        site = self.url.rstrip("/")
        api = "https://api.github.com" if site == "https://github.com" else f"{site}/api/v3"
        return Endpoints(f"{site}/login/oauth/authorize", f"{site}/login/oauth/access_token", f"{api}/user")

    @property
    def restricts(self) -> bool:
        """Organisations and teams say who may enter."""
        return bool(self.allowed_organizations)


class EntraIdProvider(IdentityProvider):
    """One tenant of Microsoft Entra ID (once Azure AD). Source: Microsoft identity platform, "OpenID Connect", endpoints v2.0."""

    TITLE: ClassVar[str] = "Microsoft Entra ID"

    tenant_id: Annotated[
        str,
        matching(
            r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)+",
            "is not one tenant; write its id (a UUID) or its domain, for example contoso.onmicrosoft.com. "
            "common, organizations and consumers would let in accounts of tenants that you don't run",
        ),
    ]
    """Id (a UUID) or domain of the tenant whose accounts may log in."""

    @property
    def endpoints(self) -> Endpoints:
        """The tenant's endpoints; the user's data come with the token, since Microsoft's userinfo endpoint has neither names nor groups."""
        tenant = f"https://login.microsoftonline.com/{self.tenant_id}/oauth2/v2.0"
        return Endpoints(f"{tenant}/authorize", f"{tenant}/token", "https://graph.microsoft.com/oidc/userinfo")


class OktaProvider(IdentityProvider):
    """An Okta organisation. Source: Okta, "OpenID Connect & OAuth 2.0 API", org and custom authorization servers."""

    TITLE: ClassVar[str] = "Okta"

    domain: Host
    """Host name of the organisation, for example example.okta.com."""
    authorization_server: Annotated[str, matching(r"[A-Za-z0-9]+", "is not the id of an authorization server, such as default")] | None = (
        None
    )
    """Id of a custom authorization server, for example default. Default: the organisation's own."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the authorization server."""
        server = f"/{self.authorization_server}" if self.authorization_server else ""
        base = f"https://{self.domain}/oauth2{server}/v1"
        return Endpoints(f"{base}/authorize", f"{base}/token", f"{base}/userinfo")


class Auth0Provider(IdentityProvider):
    """An Auth0 tenant. User names are e-mail addresses, which from chart 4.3.3 on must be verified ones."""

    TITLE: ClassVar[str] = "Auth0"
    NEEDS: ClassVar[tuple[str, ...]] = ("openid", "email")
    USERNAME: ClassVar[str] = "email"

    domain: Host
    """Host name of the tenant, for example example.eu.auth0.com."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the tenant. Source: Auth0, "Authentication API"."""
        base = f"https://{self.domain}"
        return Endpoints(f"{base}/authorize", f"{base}/oauth/token", f"{base}/userinfo")


def _server(url: str) -> str:
    if not is_token(url) and (urlsplit(url).query or urlsplit(url).fragment):
        raise ValueError("holds a query or a fragment; write the server's address alone, for example https://keycloak.example.org")
    return url.rstrip("/")


as_schema(_server, pattern=r"^[^?#]*[?#]*$")


class KeycloakProvider(IdentityProvider):
    """A realm of Keycloak. Source: Keycloak, "Securing applications and services", OpenID Connect endpoints."""

    TITLE: ClassVar[str] = "Keycloak"

    url: Annotated[SecureUrl, AfterValidator(_server)]
    """Address of the server, for example https://keycloak.example.org; with /auth behind it before Keycloak 17."""
    realm: Annotated[str, matching(r"[^\s/?#%]+", "is not the name of a realm; write it as in the realm's URL")]
    """Name of the realm."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the realm."""
        base = f"{self.url}/realms/{self.realm}/protocol/openid-connect"
        return Endpoints(f"{base}/auth", f"{base}/token", f"{base}/userinfo")


class CilogonProvider(IdentityProvider):
    """CILogon, which stands in front of thousands of universities' providers. Source: cilogon.org/oidc."""

    TITLE: ClassVar[str] = "CILogon"
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "email", "profile", "org.cilogon.userinfo")
    NEEDS: ClassVar[tuple[str, ...]] = ("openid", "org.cilogon.userinfo")
    USERNAME: ClassVar[str] = "eppn"
    GROUPS: ClassVar[str | None] = None

    idps: tuple[
        Annotated[
            str,
            matching(
                r"(https?://|urn:)\S+", "is not an entity id; take it from cilogon.org/idplist, it starts with https://, http:// or urn:"
            ),
        ],
        ...,
    ] = Field(default=())
    """Entity ids of the only identity providers whose users may enter. Default: all of them, told apart by
    the claim eppn, which holds the organisation's domain."""

    @property
    def endpoints(self) -> Endpoints:
        """CILogon's endpoints."""
        return Endpoints("https://cilogon.org/authorize", "https://cilogon.org/oauth2/token", "https://cilogon.org/oauth2/userinfo")
