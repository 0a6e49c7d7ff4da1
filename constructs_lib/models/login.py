"""Who logs in to a hub, through which identity provider, and where the client secret lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.types import DnsSubdomain, Url, is_token

CALLBACK_PATH = "/hub/oauth_callback"


def _ends_in_callback(url: str) -> str:
    if not is_token(url) and not url.endswith(CALLBACK_PATH):
        raise ValueError(
            f"does not end in {CALLBACK_PATH}; write the hub's public URL with that path, for example https://hub.example.org{CALLBACK_PATH}"
        )
    return url


class SecretReference(Model):
    """Where a secret lies: a key of a Kubernetes Secret in the hub's namespace, made by someone else."""

    kubernetes_secret: DnsSubdomain
    """Name of a Secret in the hub's namespace."""
    key: str = Field(default="client_secret", pattern=r"^[-._a-zA-Z0-9]{1,253}$")
    """Key in the Secret under which the value lies."""


def _reference_not_text(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError(  # noqa: TRY004  # pydantic collects ValueErrors
            "is text; a secret is given by reference and never written down here. "
            "Make a Kubernetes Secret and write {kubernetes_secret: its-name, key: client_secret}"
        )
    return value


#: A reference to a secret; text is refused, and not repeated in the message.
Secret = Annotated[SecretReference, BeforeValidator(_reference_not_text)]


class OidcConfig(Model):
    """Log-in by an OpenID Connect provider, in EKS Blueprints' words, and who may enter."""

    callback_url: Annotated[Url, AfterValidator(_ends_in_callback)]
    """The hub's public URL with the path /hub/oauth_callback, as registered with the provider."""
    auth_url: Url
    """The provider's authorization endpoint."""
    token_url: Url
    """The provider's token endpoint."""
    user_data_url: Url
    """The provider's userinfo endpoint."""
    client_id: str = Field(min_length=1)
    """Client id as registered with the provider."""
    client_secret: Secret
    """Reference to the client secret."""
    scope: tuple[str, ...] = ("openid",)
    """OAuth scopes that are asked for."""
    username_key: str = Field(default="preferred_username", min_length=1)
    """Claim of the user data that names the user."""
    allow_all: bool = False
    """Let everyone in whom the provider knows. Has to be said."""
    allowed_users: tuple[str, ...] = ()
    """Names of the users who may enter."""
    admin_users: tuple[str, ...] = ()
    """Names of the users who may enter and administer the hub."""


def _someone_may_enter(config: OidcConfig) -> Iterator[Problem]:
    if not (config.allow_all or config.allowed_users or config.admin_users):
        yield Problem("nobody may log in; say who: allow_all: true, allowed_users or admin_users", ("allow_all",))
    if config.allow_all and config.allowed_users:
        yield Problem("allow_all lets everyone in, so allowed_users has no effect; write one of them", ("allowed_users",))


OidcConfig.RULES = (_someone_may_enter,)
