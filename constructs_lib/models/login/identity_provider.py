"""What the hub must know about an identity provider: endpoints, scopes and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import HostName
from constructs_lib.models.kinds.validators import as_schema


def _one_host(name: str) -> str:
    if name.startswith("*."):
        raise ValueError("is a pattern; use a single host name, for example login.example.org")
    return name


as_schema(_one_host, pattern=r"^(?!\*\.)")
#: Host name without a wildcard.
Host = Annotated[HostName, AfterValidator(_one_host)]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """A provider's endpoints for authorization, tokens and user data."""

    authorize: str
    token: str
    userinfo: str


class IdentityProvider(Model):
    """A provider with known endpoints, scopes and claims."""

    #: Its name on the login button.
    TITLE: ClassVar[str]
    #: Default scopes.
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "profile", "email")
    #: Scopes without which the hub can't identify the user; they are required in the user's own scopes.
    NEEDS: ClassVar[tuple[str, ...]] = ("openid",)
    #: Default claim for the user's name.
    USERNAME: ClassVar[str] = "preferred_username"
    #: Default claim for the user's groups. None: the provider has no reliable claim.
    GROUPS: ClassVar[str | None] = "groups"

    @property
    def endpoints(self) -> Endpoints:
        """The provider's endpoints."""
        raise NotImplementedError

    @property
    def restricts(self) -> bool:
        """Whether the provider's own keys already restrict who may log in."""
        return False
