"""The keys of a login: the identity provider, and who may log in."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.text import Phrase, SecureUrl, Url
from constructs_lib.models.kinds.validators import as_schema, distinct, is_token, matching
from constructs_lib.models.login.ca_bundle import CaBundleConfig
from constructs_lib.models.login.identity_provider import Endpoints, IdentityProvider
from constructs_lib.models.login.identity_providers import (
    PROVIDERS,
    Auth0Provider,
    CilogonProvider,
    CognitoProvider,
    EntraIdProvider,
    GithubProvider,
    GoogleProvider,
    KeycloakProvider,
    OktaProvider,
)
from constructs_lib.models.login.names import GroupName, UserName
from constructs_lib.models.secrets.reference import Secret

CALLBACK_PATH = "/hub/oauth_callback"


def _ends_in_callback(url: str) -> str:
    if not is_token(url) and not url.endswith(CALLBACK_PATH):
        raise ValueError(
            f"does not end in {CALLBACK_PATH}; use the hub's public URL with that path, for example https://hub.example.org{CALLBACK_PATH}"
        )
    return url


def _hub_alone(url: str) -> str:
    if is_token(url):
        return url.rstrip("/")
    parts = urlsplit(url)
    if parts.query or parts.fragment or parts.path.rstrip("/").endswith("/hub") or CALLBACK_PATH in parts.path:
        raise ValueError("contains more than the hub's public URL; omit /hub and everything after it, for example https://hub.example.org")
    return url.rstrip("/")


def _no_url(claim: str) -> str:
    if "://" in claim:
        raise ValueError(
            "is a URL, but dots separate nested claims, so the hub can't find it; configure a claim without dots at the provider, for example groups"
        )
    return claim


as_schema(_ends_in_callback, pattern=rf"{CALLBACK_PATH}$")
as_schema(_hub_alone, pattern=r"^[^?#]*[?#]*$")
as_schema(_no_url, pattern="^(?!.*://)")
#: An OAuth scope. Source: RFC 6749, section 3.3: scopes are joined by spaces.
Scope = Annotated[
    str, matching(r"[\x21\x23-\x5b\x5d-\x7e]+", "is not a scope; list each scope as a separate item, without spaces and quotes")
]
#: A claim, or a path to a nested claim (realm_access.roles).
ClaimPath = Annotated[
    str,
    matching(
        r"[^\s.]+(\.[^\s.]+)*",
        "is not a claim; use a name such as groups, or names joined by dots such as realm_access.roles",
    ),
    AfterValidator(_no_url),
]


class OidcSettings(Model):
    """The keys of a login through an OpenID Connect provider, and derived values; `OidcConfig` adds the rules across keys."""

    callback_url: Annotated[Url, AfterValidator(_ends_in_callback)] | None = None
    """The hub's public URL with the path /hub/oauth_callback, as registered with the provider. This key or hub_url is required."""
    hub_url: Annotated[Url, AfterValidator(_hub_alone)] | None = None
    """The hub's public URL, for example https://hub.example.org; the callback URL is derived from it."""
    auth_url: SecureUrl | None = None
    """The provider's authorization endpoint. Set this, token_url and user_data_url, or one of the providers below."""
    token_url: SecureUrl | None = None
    """The provider's token endpoint."""
    user_data_url: SecureUrl | None = None
    """The provider's userinfo endpoint."""
    cognito: CognitoProvider | None = None
    """Amazon Cognito."""
    google: GoogleProvider | None = None
    """Google."""
    github: GithubProvider | None = None
    """GitHub."""
    entra_id: EntraIdProvider | None = None
    """Microsoft Entra ID, formerly Azure AD."""
    okta: OktaProvider | None = None
    """Okta."""
    auth0: Auth0Provider | None = None
    """Auth0."""
    keycloak: KeycloakProvider | None = None
    """Keycloak."""
    cilogon: CilogonProvider | None = None
    """CILogon."""
    client_id: Phrase
    """Client id as registered with the provider."""
    client_secret: Secret
    """Reference to the client secret."""
    ca_bundle: CaBundleConfig | None = None
    """Certificate authority for validating the provider's certificate, for a provider with a private certificate authority. Requires chart
    3.0.0 or later. Default: the public certificate authorities."""
    scope: Annotated[tuple[Scope, ...], Field(min_length=1), AfterValidator(distinct)] | None = None
    """OAuth scopes to request. Default: openid, or the scopes that the provider requires for the other settings."""
    username_key: Phrase | None = None
    """Claim of the user data that contains the user's name. Default: preferred_username, or the provider's default."""
    login_service: Phrase | None = None
    """Name of the provider on the login button ("Sign in with ..."). Default: the provider's name."""

    allow_all: StrictBool = False
    """Let in every user whom the provider authenticates; must be set explicitly."""
    allowed_users: Annotated[tuple[UserName, ...], AfterValidator(distinct)] = ()
    """Names of the users who may log in."""
    admin_users: Annotated[tuple[UserName, ...], AfterValidator(distinct)] = ()
    """Names of the users who may log in and administer the hub."""
    allowed_groups: Annotated[tuple[GroupName, ...], AfterValidator(distinct)] = ()
    """Groups whose members may log in."""
    admin_groups: Annotated[tuple[GroupName, ...], AfterValidator(distinct)] = ()
    """Groups whose members may log in and administer the hub; other users lose this permission at their next login."""
    groups_claim: ClaimPath | None = None
    """Claim of the user data that lists a user's groups; use dots for nested claims (realm_access.roles). Default: groups, or the
    provider's default."""
    manage_groups: StrictBool | None = None
    """Copy the provider's groups to the hub, so that roles can be assigned to them. Requires chart 3.3.0 or later. Default: true on chart
    4.x if groups decide who may log in, because it is required there; otherwise false."""

    logout_redirect_url: Url | None = None
    """Where to redirect the browser after logout, such as the provider's own logout page. Default: the hub's logout page; with Auth0, the
    tenant's logout."""
    auth_refresh_age: StrictInt | None = Field(default=None, ge=1, le=31_536_000)
    """Seconds after which a user's groups and tokens are refreshed, 1 to a year; they are also refreshed before each server start. Requires
    chart 4.1.0 or later. Default: only at login. Tokens are stored encrypted in the hub's database; most providers require the scope
    offline_access."""

    @property
    def provider(self) -> IdentityProvider | None:
        """The provider known by name; None if the URLs are set."""
        return next((found for key in PROVIDERS if (found := getattr(self, key)) is not None), None)

    @property
    def has_callback(self) -> bool:
        """Whether the callback URL is known; it may not be in the report on a wrong file."""
        return self.callback_url is not None or self.hub_url is not None

    @property
    def callback(self) -> str:
        """The callback URL, set or derived from the hub's URL."""
        return self.callback_url or f"{self.hub_url}{CALLBACK_PATH}"

    @property
    def endpoints(self) -> Endpoints:
        """The provider's endpoints."""
        if self.provider:
            return self.provider.endpoints
        return Endpoints(self.auth_url or "", self.token_url or "", self.user_data_url or "")

    @property
    def uses_groups(self) -> bool:
        """Whether the user's groups are requested."""
        return bool(self.allowed_groups or self.admin_groups or self.manage_groups)

    @property
    def groups_path(self) -> str | None:
        """The claim that lists the groups; None if it is not known."""
        return self.groups_claim or (self.provider.GROUPS if self.provider else "groups")

    @property
    def allows_everyone(self) -> bool:
        """Whether every user whom the provider accepts may log in, by allow_all or by a hosted domain alone."""
        return self.allow_all or bool(self.google and self.google.restricts and not self.allowed_users)
