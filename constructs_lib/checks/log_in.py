"""Values that replace or weaken the login that a hub's settings configure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from constructs_lib.checks.finding import Finding
from constructs_lib.checks.public_doors import ANY_LOG_IN
from constructs_lib.errors import KeyPath
from constructs_lib.models.chart_version import SHARED_PASSWORD_AUTHENTICATOR
from constructs_lib.models.kinds.text import stays_inside
from constructs_lib.models.messages import shown
from constructs_lib.rendered.authenticators import OAUTH_CLASSES, decides_identity, lets_in
from constructs_lib.rendered.login import AUTHENTICATOR, CONFIG, PASSWORD_PART, Entry, Login, programs_about_log_in
from constructs_lib.rendered.values import HubReading, at, section

_OR_ALLOW = f", or set {ANY_LOG_IN}: true if that is what you want"
#: Logins that already admit everyone who could be admitted.
_ALL = {Entry.PROVIDER, Entry.WORLD, Entry.PASSWORD}


def overridden_log_in(reading: HubReading, login: Login, own: Login) -> Iterator[Finding]:
    """Find values that replace the login of the settings, or admit other people.

    Args:
        reading: the hub.
        login: who can log in.
        own: who could log in without the user's values.
    """
    login_key = (
        "oidc_config" if reading.hub.oidc_config is not None else "shared_password" if reading.hub.shared_password is not None else ""
    )
    if not login_key:
        return
    if login.authenticator != own.authenticator:
        path = reading.user_key(AUTHENTICATOR) or ()
        fact = f"{shown(login.authenticator)} replaces {login_key}, so {_can_log_in(login)}"
        yield Finding(fact=fact, advice=f"; remove one of the two{_OR_ALLOW}", path=path, accepted_with=(ANY_LOG_IN,))
        return
    if at(reading.own, *PASSWORD_PART) != at(reading.final, *PASSWORD_PART):
        path = reading.user_key(PASSWORD_PART) or ()
        yield Finding(
            fact="removes the part of hub.extraConfig that asks for shared_password, without which nobody can log in",
            advice=f"; give your part another name, or remove shared_password{_OR_ALLOW}",
            path=path,
            accepted_with=(ANY_LOG_IN,),
        )
    found: dict[KeyPath, Finding] = {}
    for finding in (*_changed(reading, login, own, login_key), *_added(reading, login, own, login_key), *_roles(reading)):
        found.setdefault(finding.path, finding)
    yield from found.values()


def _can_log_in(login: Login) -> str:
    return "who can log in can't be determined here" if login.entry is Entry.UNKNOWN else f"{login.entry} can log in"


def _changed(reading: HubReading, login: Login, own: Login, login_key: str) -> Iterator[Finding]:
    """Find settings of the login that differ from the typed keys."""
    so = f", so {_can_log_in(login)}" if login.entry is not own.entry else ""
    for trait, (value, where) in own.settings.items():
        given, path = login.settings.get(trait, (None, where))
        if given != value:
            yield Finding(
                fact=f"overrides {trait} of {login_key}{so}",
                advice=f"; set it in {login_key} instead{_OR_ALLOW}",
                path=reading.user_key(path) or (),
                accepted_with=(ANY_LOG_IN,),
            )


def _added(reading: HubReading, login: Login, own: Login, login_key: str) -> Iterator[Finding]:
    """Find settings that admit more people, give them other names, or make them administrators with the shared password."""
    so = f", so {_can_log_in(login)}" if login.entry is not own.entry else ""
    for trait, (value, path) in login.settings.items():
        widens = (lets_in(trait) and bool(value) and own.entry not in _ALL) or (decides_identity(trait) and value is not None)
        if trait not in own.settings and (widens or (value and _counts_with_a_password(reading, login_key, trait))):
            yield Finding(
                fact=f"changes who {login_key} admits, or under which names{so}" if widens else _ADMINISTRATORS,
                advice=f"; set it in {login_key} instead{_OR_ALLOW}"
                if login_key == "oidc_config"
                else f"; remove one of the two{_OR_ALLOW}",
                path=reading.user_key(path) or (),
                accepted_with=(ANY_LOG_IN,),
            )
    older = (*CONFIG, "JupyterHub", "admin_users")  # older name of the same setting
    if at(reading.final, *older) and login_key == "shared_password":
        where = reading.user_key(older) or ()
        yield Finding(fact=_ADMINISTRATORS, advice=f"; remove one of the two{_OR_ALLOW}", path=where, accepted_with=(ANY_LOG_IN,))


_ADMINISTRATORS = "sets administrators, and everyone who knows shared_password can log in under any name"


def _counts_with_a_password(reading: HubReading, login_key: str, trait: str) -> bool:
    """``SharedPasswordAuthenticator`` requires another password from administrators; its predecessor doesn't."""
    if login_key != "shared_password":
        return False
    return trait == "password_groups" or (trait.startswith("admin_") and not reading.version.has(SHARED_PASSWORD_AUTHENTICATOR))


def _roles(reading: HubReading) -> Iterator[Finding]:
    """Find roles that give anyone who knows the shared password rights over others. Source: JupyterHub, "Scopes in JupyterHub"."""
    if reading.hub.shared_password is None:
        return
    for path, name, role in _loaded_roles(reading):
        scopes = role.get("scopes")
        others = [scope for scope in (scopes if isinstance(scopes, list) else ()) if isinstance(scope, str) and _over_others(scope)]
        if others and (name == "user" or role.get("users") or role.get("groups")):
            yield Finding(
                fact=f"grants {others[0]!r} to users, and everyone who knows shared_password can log in under any name",
                advice=f"; remove one of the two{_OR_ALLOW}",
                path=reading.user_key(path) or (),
                accepted_with=(ANY_LOG_IN,),
            )


def _loaded_roles(reading: HubReading) -> Iterator[tuple[tuple[str, ...], object, Mapping[str, Any]]]:
    for key, role in section(reading.final, "hub", "loadRoles").items():
        if isinstance(role, Mapping):
            yield ("hub", "loadRoles", key), role.get("name", key), role
    path = (*CONFIG, "JupyterHub", "load_roles")
    roles = at(reading.final, *path)
    for role in roles if isinstance(roles, list) else ():
        if isinstance(role, Mapping):
            yield path, role.get("name"), role


def _over_others(scope: str) -> bool:
    return (
        "!user" not in scope and scope not in {"self", "inherit"} and not scope.startswith(("access:services", "read:hub", "read:services"))
    )


def unsafe_log_in(reading: HubReading, login: Login, *, public: bool) -> Iterator[Finding]:
    """Find plain HTTP endpoints in the values, programs that may decide who can log in, and providers that admit strangers or nobody.

    Args:
        reading: the hub.
        login: who can log in.
        public: whether the hub is exposed to the internet.
    """
    for trait, (value, path) in login.settings.items():
        if (
            trait.endswith("_url")
            and isinstance(value, str)
            and value.startswith("http:")
            and not stays_inside(urlsplit(value).hostname or "")
        ):
            where = reading.user_key(path)
            if where and trait not in {"logout_redirect_url", "oauth_callback_url"}:
                yield Finding(fact="sends secrets and user names over plain http", advice="; use https", path=where)
    config = reading.hub.oidc_config
    if config is None and login.entry is Entry.NOBODY and login.class_name in OAUTH_CLASSES.values():
        yield Finding(
            fact=f"no one can log in on chart {reading.version}, because no setting of {login.class_name} admits users",
            advice=", such as allow_all: true, allowed_users or admin_users",
            path=reading.user_key(AUTHENTICATOR) or (),
            only_warns=True,
        )
    open_to_all = login.entry is Entry.PROVIDER and config is not None and public
    for name, title, fix in _TAKES_STRANGERS if open_to_all and config else ():
        provider = getattr(config, name)
        if provider is not None and not provider.restricts and not getattr(provider, "idps", ()):
            yield Finding(fact=f"with allow_all {title}", advice=f"; {fix}", path=("oidc_config", name), only_warns=True)
    for path in programs_about_log_in(reading.final, reading.own) if not public else ():
        yield Finding(
            fact="decides who can log in, which can't be determined here",
            advice="; on an internet-facing hub this is an error",
            path=reading.user_key(path) or (),
            only_warns=True,
        )


_SELF = "admits everyone who signs up, which strangers can do unless sign-up is disabled there"
#: Providers where strangers can create their own accounts.
_TAKES_STRANGERS = (
    ("cognito", f"Amazon Cognito {_SELF}", "disable self-registration, or set allowed_users or allowed_groups"),
    ("auth0", f"Auth0 {_SELF}", "disable sign-ups, or set allowed_users or allowed_groups"),
    (
        "cilogon",
        "CILogon admits the users of all its providers, and some of them give anyone an account",
        "set idps, or allowed_users",
    ),
)
