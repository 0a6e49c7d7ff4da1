"""The identity providers that are known by name: their settings and endpoints.

Sources: each provider's own page on OpenID Connect, named at its class. ``chart_values/login/authenticators.py`` decides which
authenticator class serves a provider on which chart version.
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

#: The keys of the providers in a hub file.
PROVIDERS = ("cognito", "google", "github", "entra_id", "okta", "auth0", "keycloak", "cilogon")


class CognitoProvider(IdentityProvider):
    """An Amazon Cognito user pool. Source: Amazon Cognito, "User pool endpoints and managed login reference"."""

    TITLE: ClassVar[str] = "Amazon Cognito"
    USERNAME: ClassVar[str] = "username"
    GROUPS: ClassVar[str | None] = "cognito:groups"

    domain: Annotated[
        str,
        matching(
            r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "is not the domain of a user pool; use its prefix (my-pool) together with region, or the full host name (login.example.org)",
            longest=253,
        ),
    ]
    """The user pool's domain: its prefix, together with region, or the full host name of a custom domain."""
    region: Region | None = None
    """AWS Region of the user pool; only with a prefix."""

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
        yield Problem(f"{provider.region!r} is not allowed with the full host name {provider.domain!r}; remove it", ("region",))
    if not whole and provider.region is None:
        yield Problem(
            f"is required with a domain prefix; set the user pool's Region, or use the full host name instead of {provider.domain!r}",
            ("region",),
        )


CognitoProvider.RULES = (_prefix_has_a_region,)


class GoogleProvider(IdentityProvider):
    """Google accounts. The hub refuses e-mail addresses that Google hasn't verified."""

    TITLE: ClassVar[str] = "Google"
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "email")
    NEEDS: ClassVar[tuple[str, ...]] = ("openid", "email")
    USERNAME: ClassVar[str] = "email"
    GROUPS: ClassVar[str | None] = None

    hosted_domain: Annotated[tuple[Host, ...], AfterValidator(distinct)] = ()
    """Google Workspace domains, for example [example.org]: only their accounts may log in; without allowed_users, all of them may. With
    exactly one domain, user names are the part before the @. Default: accounts of any domain that the other rules allow."""

    @property
    def endpoints(self) -> Endpoints:
        """Google's endpoints, as in OAuthenticator's own class."""
        api = "https://www.googleapis.com"
        return Endpoints("https://accounts.google.com/o/oauth2/v2/auth", f"{api}/oauth2/v4/token", f"{api}/oauth2/v1/userinfo")

    @property
    def restricts(self) -> bool:
        """Whether a hosted domain restricts who may log in."""
        return bool(self.hosted_domain)


class GithubProvider(IdentityProvider):
    """GitHub, or a GitHub Enterprise Server. User names are GitHub's login names."""

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
                "is not an organization or a team; use the name from its GitHub URL, for example my-org or my-org:my-team",
            ),
        ],
        ...,
    ] = ()
    """Organizations (my-org) and teams (my-org:my-team) whose members may log in; requests the scope read:org."""
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
        """Whether organizations and teams restrict who may log in."""
        return bool(self.allowed_organizations)


class EntraIdProvider(IdentityProvider):
    """One tenant of Microsoft Entra ID (formerly Azure AD). Source: Microsoft identity platform, "OpenID Connect", endpoints v2.0."""

    TITLE: ClassVar[str] = "Microsoft Entra ID"

    tenant_id: Annotated[
        str,
        matching(
            r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)+",
            "is not a single tenant; use its id (a UUID) or its domain, for example contoso.onmicrosoft.com. "
            "common, organizations and consumers would let in accounts of other tenants",
        ),
    ]
    """Id (a UUID) or domain of the tenant whose accounts may log in."""

    @property
    def endpoints(self) -> Endpoints:
        """The tenant's endpoints; user data come from the token, because Microsoft's userinfo endpoint returns neither names nor groups."""
        tenant = f"https://login.microsoftonline.com/{self.tenant_id}/oauth2/v2.0"
        return Endpoints(f"{tenant}/authorize", f"{tenant}/token", "https://graph.microsoft.com/oidc/userinfo")


class OktaProvider(IdentityProvider):
    """An Okta organization. Source: Okta, "OpenID Connect & OAuth 2.0 API", org and custom authorization servers."""

    TITLE: ClassVar[str] = "Okta"

    domain: Host
    """Host name of the organization, for example example.okta.com."""
    authorization_server: (
        Annotated[str, matching(r"[A-Za-z0-9]+", "is not the id of an authorization server; use an id such as default")] | None
    ) = None
    """Id of a custom authorization server, for example default. Default: the organization's own server."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the authorization server."""
        server = f"/{self.authorization_server}" if self.authorization_server else ""
        base = f"https://{self.domain}/oauth2{server}/v1"
        return Endpoints(f"{base}/authorize", f"{base}/token", f"{base}/userinfo")


class Auth0Provider(IdentityProvider):
    """An Auth0 tenant. User names are e-mail addresses; with chart 4.3.3 or later they must be verified."""

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
        raise ValueError("contains a query or a fragment; use only the server's address, for example https://keycloak.example.org")
    return url.rstrip("/")


as_schema(_server, pattern=r"^[^?#]*[?#]*$")


class KeycloakProvider(IdentityProvider):
    """A Keycloak realm. Source: Keycloak, "Securing applications and services", OpenID Connect endpoints."""

    TITLE: ClassVar[str] = "Keycloak"

    url: Annotated[SecureUrl, AfterValidator(_server)]
    """Address of the server, for example https://keycloak.example.org; for Keycloak 16 and earlier, append /auth."""
    realm: Annotated[str, matching(r"[^\s/?#%]+", "is not the name of a realm; use the name from the realm's URL")]
    """Name of the realm."""

    @property
    def endpoints(self) -> Endpoints:
        """Endpoints of the realm."""
        base = f"{self.url}/realms/{self.realm}/protocol/openid-connect"
        return Endpoints(f"{base}/auth", f"{base}/token", f"{base}/userinfo")


class CilogonProvider(IdentityProvider):
    """CILogon, a gateway to the identity providers of thousands of universities. Source: cilogon.org/oidc."""

    TITLE: ClassVar[str] = "CILogon"
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "email", "profile", "org.cilogon.userinfo")
    NEEDS: ClassVar[tuple[str, ...]] = ("openid", "org.cilogon.userinfo")
    USERNAME: ClassVar[str] = "eppn"
    GROUPS: ClassVar[str | None] = None

    idps: tuple[
        Annotated[
            str,
            matching(
                r"(https?://|urn:)\S+", "is not an entity id; use one from cilogon.org/idplist, which starts with https://, http:// or urn:"
            ),
        ],
        ...,
    ] = Field(default=())
    """Entity ids of the identity providers whose users may log in. Default: all of them; users are distinguished by the claim eppn, which
    contains the organization's domain."""

    @property
    def endpoints(self) -> Endpoints:
        """CILogon's endpoints."""
        return Endpoints("https://cilogon.org/authorize", "https://cilogon.org/oauth2/token", "https://cilogon.org/oauth2/userinfo")
