"""Rules and warnings across a hub's login and its other keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.exposure.rules import covers
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.secrets.reference import Secret

if TYPE_CHECKING:
    from constructs_lib.models.login.settings import OidcConfig


class HubWithLogin(Protocol):
    """The parts of a hub that these rules read."""

    @property
    def oidc_config(self) -> OidcConfig | None:
        """Login through an identity provider."""

    @property
    def shared_password(self) -> Secret | None:
        """One password for all users."""

    @property
    def chart_version(self) -> ChartVersion:
        """The chart's version."""

    @property
    def host_names(self) -> Sequence[str]:
        """The hub's host names."""

    @property
    def serves_https(self) -> bool:
        """Whether a key of the hub configures TLS."""

    def user_value(self, *path: str) -> object:
        """Return the user's own chart value at a path, or None."""


def one_login(hub: HubWithLogin) -> Iterator[Problem]:
    """Find a second kind of login."""
    if hub.oidc_config is not None and hub.shared_password is not None:
        yield Problem("conflicts with oidc_config, through which users log in; remove one of them", ("shared_password",))


def login_fits_the_chart(hub: HubWithLogin) -> Iterator[Problem]:
    """Find login settings that the chart version does not support."""
    if hub.oidc_config is None:
        return
    from constructs_lib.models.login.chart_support import login_misfits  # noqa: PLC0415  # see models/later.py

    for problem in login_misfits(hub.oidc_config, hub.chart_version):
        yield Problem(problem.message, ("oidc_config", *problem.path))


def callback_leads_here(hub: HubWithLogin) -> Iterator[Problem]:
    """Find a callback URL whose host is not one of the hub's; the provider redirects the browser to it."""
    if (
        hub.oidc_config is None
        or not hub.oidc_config.has_callback
        or is_token(hub.oidc_config.callback)
        or any(is_token(name) for name in hub.host_names)
    ):
        return
    host = urlsplit(hub.oidc_config.callback).hostname or ""
    if hub.host_names and not any(covers(name, host) for name in hub.host_names):
        yield Problem(
            f"{hub.oidc_config.callback!r} points to {host}, but this hub is at {' and '.join(hub.host_names)} (ingress_hosts, dns, lets_encrypt); "
            "make them match, and register the same URL with the provider",
            ("oidc_config", "callback_url" if hub.oidc_config.callback_url else "hub_url"),
        )


def login_warnings(hub: HubWithLogin) -> Iterator[str]:
    """Yield warnings about an open login."""
    if hub.shared_password is not None:
        yield "anyone who knows shared_password can log in under any name; use an identity provider for anything but a workshop"
    elif hub.oidc_config is None and hub.user_value("hub", "config", "JupyterHub", "authenticator_class") is None:
        yield "without oidc_config anyone can log in with any user name and password; use an identity provider for anything but a trial"


def callback_warnings(hub: HubWithLogin) -> Iterator[str]:
    """Yield conflicts between the callback URL and the hub's TLS settings."""
    if hub.oidc_config is None:
        return
    if hub.oidc_config.callback.startswith("https:") and not hub.serves_https:
        yield "the callback URL is https, but no TLS is configured here; TLS has to be terminated in front of this hub"
    if hub.oidc_config.callback.startswith("http:") and hub.serves_https:
        yield "the callback URL is http, but this hub serves https; use https there, and register the same URL with the provider"
