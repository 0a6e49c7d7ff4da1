"""What the hub has to know of an identity provider: endpoints, scopes and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import HostName
from constructs_lib.models.kinds.validators import as_schema


def _one_host(name: str) -> str:
    if name.startswith("*."):
        raise ValueError("is a pattern; write one host name, for example login.example.org")
    return name


as_schema(_one_host, pattern=r"^(?!\*\.)")
#: Host name, without ``*.`` in front.
Host = Annotated[HostName, AfterValidator(_one_host)]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider is asked: to authorize, for a token, for the user's data."""

    authorize: str
    token: str
    userinfo: str


class IdentityProvider(Model):
    """A provider whose endpoints, scopes and claims are known."""

    #: What the log-in button calls it.
    TITLE: ClassVar[str]
    #: Scopes asked for unless the user says others.
    SCOPE: ClassVar[tuple[str, ...]] = ("openid", "profile", "email")
    #: Scopes without which the hub can't name the user, so that they must be among those that the user says.
    NEEDS: ClassVar[tuple[str, ...]] = ("openid",)
    #: Claim that names the user unless the user says another.
    USERNAME: ClassVar[str] = "preferred_username"
    #: Claim that lists the user's groups unless the user says another. None: there is none that can be relied on.
    GROUPS: ClassVar[str | None] = "groups"

    @property
    def endpoints(self) -> Endpoints:
        """Where the provider is asked."""
        raise NotImplementedError

    @property
    def restricts(self) -> bool:
        """Whether the provider's own keys already say who may enter."""
        return False
