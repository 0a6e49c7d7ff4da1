"""Who logs in to a hub, through which identity provider, and who may enter."""

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
            f"does not end in {CALLBACK_PATH}; write the hub's public URL with that path, for example https://hub.example.org{CALLBACK_PATH}"
        )
    return url


def _hub_alone(url: str) -> str:
    if is_token(url):
        return url.rstrip("/")
    parts = urlsplit(url)
    if parts.query or parts.fragment or parts.path.rstrip("/").endswith("/hub") or CALLBACK_PATH in parts.path:
        raise ValueError("is not the hub's public URL alone; write it without /hub and what follows, for example https://hub.example.org")
    return url.rstrip("/")


def _no_url(claim: str) -> str:
    if "://" in claim:
        raise ValueError(
            "is a URL, but dots part nested claims, so that no hub could find it; let the provider send a claim without dots, for example groups"
        )
    return claim


as_schema(_ends_in_callback, pattern=rf"{CALLBACK_PATH}$")
as_schema(_hub_alone, pattern=r"^[^?#]*[?#]*$")
as_schema(_no_url, pattern="^(?!.*://)")
#: An OAuth scope. Source: RFC 6749, section 3.3: they are joined by spaces.
Scope = Annotated[
    str, matching(r"[\x21\x23-\x5b\x5d-\x7e]+", "is not a scope; write each as an item of its own, without spaces and quotes")
]
#: A claim, or with dots a claim inside another one (realm_access.roles).
ClaimPath = Annotated[
    str,
    matching(
        r"[^\s.]+(\.[^\s.]+)*",
        "is not a claim, nor a path of claims joined by dots",
    ),
    AfterValidator(_no_url),
]


class OidcSettings(Model):
    """The keys of a login by an OpenID Connect provider, and what follows from them; `OidcConfig` adds the rules across keys."""

    callback_url: Annotated[Url, AfterValidator(_ends_in_callback)] | None = None
    """The hub's public URL with the path /hub/oauth_callback, as registered with the provider. This or hub_url is required."""
    hub_url: Annotated[Url, AfterValidator(_hub_alone)] | None = None
    """The hub's public URL, for example https://hub.example.org; gives the callback."""
    auth_url: SecureUrl | None = None
    """The provider's authorization endpoint. This, token_url and user_data_url, or one of the providers below."""
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
    """Microsoft Entra ID, once Azure AD."""
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
    """Certificate authority by which the provider's certificate is checked, for a provider behind a company's own; from chart 3.0.0 on.
    Default: the public ones."""
    scope: Annotated[tuple[Scope, ...], Field(min_length=1), AfterValidator(distinct)] | None = None
    """OAuth scopes that are asked for. Default: openid, or what the provider needs for the other settings."""
    username_key: Phrase | None = None
    """Claim of the user data that names the user. Default: preferred_username, or the provider's."""
    login_service: Phrase | None = None
    """What the log-in button calls the provider ("Sign in with ..."). Default: the provider's name."""

    allow_all: StrictBool = False
    """Let everyone in whom the provider knows. Has to be said."""
    allowed_users: Annotated[tuple[UserName, ...], AfterValidator(distinct)] = ()
    """Names of the users who may enter."""
    admin_users: Annotated[tuple[UserName, ...], AfterValidator(distinct)] = ()
    """Names of the users who may enter and administer the hub."""
    allowed_groups: Annotated[tuple[GroupName, ...], AfterValidator(distinct)] = ()
    """Groups whose members may enter."""
    admin_groups: Annotated[tuple[GroupName, ...], AfterValidator(distinct)] = ()
    """Groups whose members may enter and administer the hub; others lose the right at their next log-in."""
    groups_claim: ClaimPath | None = None
    """Claim of the user data that lists a user's groups; dots lead into nested claims (realm_access.roles). Default: groups, or the
    provider's."""
    manage_groups: StrictBool | None = None
    """Make the provider's groups groups of the hub, so that roles can be given to them; from chart 3.3.0 on. Default: on chart 4.x
    where groups decide who may enter, since it needs that; else off."""

    logout_redirect_url: Url | None = None
    """Where the browser goes after log-out, such as the provider's own log-out page. Default: the hub's log-out page; with Auth0, the
    tenant's log-out."""
    auth_refresh_age: StrictInt | None = Field(default=None, ge=1, le=31_536_000)
    """Seconds after which a user's groups and tokens are asked for anew, 1 to a year, and before each server start; from chart 4.1.0
    on. Default: at log-in alone. Tokens are kept encrypted in the hub's database; most providers want the scope offline_access."""

    @property
    def provider(self) -> IdentityProvider | None:
        """The provider known by name; None where the URLs are given."""
        return next((found for key in PROVIDERS if (found := getattr(self, key)) is not None), None)

    @property
    def has_callback(self) -> bool:
        """Whether the callback is known; the report on a wrong file asks."""
        return self.callback_url is not None or self.hub_url is not None

    @property
    def callback(self) -> str:
        """The callback, given or made from the hub's URL."""
        return self.callback_url or f"{self.hub_url}{CALLBACK_PATH}"

    @property
    def endpoints(self) -> Endpoints:
        """Where the provider is asked."""
        if self.provider:
            return self.provider.endpoints
        return Endpoints(self.auth_url or "", self.token_url or "", self.user_data_url or "")

    @property
    def uses_groups(self) -> bool:
        """Whether the user's groups are asked for."""
        return bool(self.allowed_groups or self.admin_groups or self.manage_groups)

    @property
    def groups_path(self) -> str | None:
        """The claim that lists the groups; None where no one knows it."""
        return self.groups_claim or (self.provider.GROUPS if self.provider else "groups")

    @property
    def allows_everyone(self) -> bool:
        """Whether everyone may enter whom the provider itself doesn't refuse: said, or meant by a hosted domain alone."""
        return self.allow_all or bool(self.google and self.google.restricts and not self.allowed_users)
