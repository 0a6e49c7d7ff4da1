"""Login and TLS of internet-facing hubs, whatever key, value or annotation exposes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constructs_lib.checks.finding import REPORTED_ELSEWHERE, Finding
from constructs_lib.errors import KeyPath, key_path
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.rendered.door import Door, Port, Reach
from constructs_lib.rendered.login import Entry, Login
from constructs_lib.rendered.values import HubReading

#: The keys that allow an internet-facing hub without a login, and without TLS.
ANY_LOG_IN, PLAIN_HTTP = "allow_any_login", "allow_plain_http"
_WANTED = "true if that is what you want"


def opened_by(reading: HubReading, door: Door) -> KeyPath:
    """Return the user's key that made a door what it is; empty if the keys of exposure did."""
    return reading.first_user_key(door.decided_by) or ()


def open_log_in(reading: HubReading, found: Sequence[Door], login: Login) -> Iterator[Finding]:
    """Find public doors without a login.

    Args:
        reading: the hub.
        found: its doors.
        login: who can log in.
    """
    if not login.entry.open:
        return
    cause = reading.first_user_key(login.decided_by) or _provider(reading, login)
    for where, door in {opened_by(reading, door): door for door in reversed(found) if door.public}.items():
        path = where or cause
        yield Finding(
            fact=f"{_who(reading, login, cause, path)}, and {_faces(reading, door, where)}.",
            advice=_log_in_advice(login, where, cause),
            path=path,
            accepted_with=(ANY_LOG_IN,),
            warning="" if path else REPORTED_ELSEWHERE,
        )


def _provider(reading: HubReading, login: Login) -> KeyPath:
    """Return the key of a provider that everyone may join."""
    config = reading.hub.oidc_config
    if login.entry is not Entry.WORLD or config is None:
        return ()
    from constructs_lib.models.login.identity_providers import PROVIDERS  # noqa: PLC0415  # see models/later.py

    return ("oidc_config", next((key for key in PROVIDERS if getattr(config, key) is not None), "auth_url"))


def _who(reading: HubReading, login: Login, cause: KeyPath, path: KeyPath) -> str:
    if not cause:
        return "without oidc_config anyone can log in with any user name and password"
    this = "this" if cause == path else key_path(cause)
    if login.entry is Entry.WORLD:
        return f"with allow_all {this} admits everyone in the world who creates an account there"
    if login.entry is Entry.ANYONE:
        return f"{this} admits {login.entry}"
    return f"{this} decides who can log in{_beside(reading)}, which can't be determined here"


def _beside(reading: HubReading) -> str:
    """Return the login that the hub's keys configure, as part of a message."""
    key = next((key for key in ("oidc_config", "shared_password") if getattr(reading.hub, key) is not None), "")
    return f" despite {key}" if key else ""


def _faces(reading: HubReading, door: Door, where: KeyPath) -> str:
    if not where:
        return f"this hub is internet-facing (service_type is {reading.hub.exposed_by})"
    known = (
        " to the internet" if door.reach is Reach.INTERNET else ", and whether it is reachable from the internet can't be determined here"
    )
    return f"this exposes {door.name}{known}"


def _log_in_advice(login: Login, where: KeyPath, cause: KeyPath) -> str:
    if where:
        return f" Remove it, {'' if cause else 'set oidc_config, '}or set {ANY_LOG_IN}: {_WANTED}"
    if login.entry is Entry.WORLD and cause[:1] == ("oidc_config",):
        narrower = {"google": "hosted_domain, allowed_users", "github": "allowed_organizations, allowed_users"}
        return f" Set {narrower.get(str(cause[1]), 'allowed_users')}, load_balancer_scheme: internal, or {ANY_LOG_IN}: {_WANTED}"
    first = "Remove it, set" if cause else "Set oidc_config,"
    return f" {first} load_balancer_scheme: internal, service_type: cluster_ip, or {ANY_LOG_IN}: {_WANTED}"


def plain_http(reading: HubReading, found: Sequence[Door]) -> Iterator[Finding]:
    """Find ports of public doors that have neither a certificate nor a redirect.

    Args:
        reading: the hub.
        found: its doors.
    """
    seen: set[KeyPath] = set()
    for door in found:
        for port in door.ports if door.public else ():
            of_port = reading.first_user_key(port.decided_by)
            where = of_port or opened_by(reading, door)
            # A lets_encrypt that gets no certificate is an error of its own.
            if port.encrypted or where in seen or (not where and reading.hub.lets_encrypt is not None):
                continue
            seen.add(where)
            yield _in_a_port(reading, door, port, where) if of_port else _in_a_door(reading, door, where)


_UNENCRYPTED = "without TLS passwords and sessions are sent unencrypted, and"


def _in_a_door(reading: HubReading, door: Door, where: KeyPath) -> Finding:
    own = "lets_encrypt, " if reading.hub.exposed_by is JupyterHubServiceType.NLB else ""
    fix = "Remove it," if where else f"Set certificate_resource_name, {own}load_balancer_scheme: internal,"
    return Finding(
        fact=f"{_UNENCRYPTED} {_faces(reading, door, where)}.",
        advice=f" {fix} or set {PLAIN_HTTP}: {_WANTED}" if where else f" {fix} or {PLAIN_HTTP}: {_WANTED}",
        path=where,
        accepted_with=(PLAIN_HTTP,),
        warning="" if where else f"{PLAIN_HTTP}: true sends passwords and sessions unencrypted over the internet",
    )


def _in_a_port(reading: HubReading, door: Door, port: Port, where: KeyPath) -> Finding:
    tls_key = next((key for key in ("certificate_resource_name", "lets_encrypt") if getattr(reading.hub, key) is not None), "")
    reached = "which is reachable from the internet" if door.reach is Reach.INTERNET else "which may be reachable from the internet"
    return Finding(
        fact=f"{_UNENCRYPTED} this leaves port {port.name} of {door.name}, {reached}, without a certificate or a redirect"
        f"{f', despite {tls_key}' if tls_key else ''}.",
        advice=f" Remove it, or set {PLAIN_HTTP}: {_WANTED}",
        path=where,
        accepted_with=(PLAIN_HTTP,),
    )
