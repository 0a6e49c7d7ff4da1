"""Effects of an upgrade on users' homes, on login and on the hub's database."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.chart_values.storage.home_names import FOUND_AGAIN, home_names
from constructs_lib.models.chart_version import ALLOW_RULES_ADD_UP, ALLOWED_ONLY_WHEN_SAID, JUPYTERHUBS, SAFE_SLUGS
from constructs_lib.rendered.login import Entry, log_in
from constructs_lib.rendered.values import at
from jupyterhub_on_eks.upgrade.change import Change, Effect, Hub, Weight

_GUIDE = "chart: upgrade guide, Database; JupyterHub's alembic/versions"


def homes(hub: Hub) -> Iterator[Effect]:
    """Compare the names of homes, in fields that have the same meaning in every version."""
    now, then = (home_names(reading.final, reading.version, own_values=reading.hub.values) for reading in (hub.now, hub.then))
    if now is None or then is None:
        yield Effect(message="the storage type is set in values; check that users find their homes", weight=Weight.KNOWN)
    elif now.names != then.names:
        kept = now.names.replace("escaped_", "") if not then.has_lasting_fields else now.names
        yield Effect(
            message=f"homes are named {now.names!r} now, and would be looked up as {then.names!r}: users would find empty homes, and the plan is refused. "
            f"Set this to {kept!r} when you change the version",
            path=("values", *then.key.split(".")),
            weight=Weight.FIRST,
            source=SAFE_SLUGS.source,
        )
    else:
        what = "claims are found under each name that a chart gave them" if now.names == FOUND_AGAIN else f"homes stay in {now.names!r}"
        yield Effect(message=f"users find their homes: {what}")


def login(hub: Hub) -> Iterator[Effect]:
    """Compare who can log in, according to the final chart values."""
    now, then = (log_in(reading.final, reading.version, own=reading.own) for reading in (hub.now, hub.then))
    path = hub.then.first_user_key(then.decided_by) or ()
    if now.entry is not then.entry:
        weight = Weight.FIRST if then.entry is Entry.NOBODY or then.entry.open else Weight.KNOWN
        yield Effect(
            message=f"with the same settings, {then.entry} could log in, instead of {now.entry}; set allow_all: true or allowed_users",
            path=path,
            weight=weight,
            source=f"{ALLOW_RULES_ADD_UP.source}; {ALLOWED_ONLY_WHEN_SAID.source}",
        )
    elif hub.gains(ALLOWED_ONLY_WHEN_SAID) and then.entry is Entry.UNKNOWN and not _sets_allowed(hub):
        yield Effect(
            message="the authenticator then allows no one by default; set values.hub.config.Authenticator.allow_all: true, or allowed_users",
            path=path,
            weight=Weight.FIRST,
            source=ALLOWED_ONLY_WHEN_SAID.source,
        )


def _sets_allowed(hub: Hub) -> bool:
    config = at(hub.then.final, "hub", "config")
    sections = config.values() if isinstance(config, dict) else ()
    return any(key in {"allow_all", "allowed_users", "allow_existing_users"} for each in sections if isinstance(each, dict) for key in each)


def database(hub: Hub) -> Iterator[Effect]:
    """Report what happens to the hub's database if JupyterHub's schema changes."""
    if hub.old.same_series(hub.new):
        return
    old, new = (version.newest(JUPYTERHUBS) for version in (hub.old, hub.new))
    kind = at(hub.now.final, "hub", "db", "type")
    if kind == "sqlite-memory":
        yield Effect(message=f"JupyterHub {old} becomes {new}; an in-memory database needs no migration")
        return
    yield Effect(
        message=f"JupyterHub {old} becomes {new}, which migrates the hub's database; an older hub can't read it afterwards", source=_GUIDE
    )
    if kind != "sqlite-pvc" and hub.now.hub.user_value("hub", "db", "upgrade") is not True:
        yield Effect(
            message="an external database is migrated only if hub.db.upgrade is true; set it for this deployment, and remove it afterwards",
            path=("values", "hub", "db", "upgrade"),
            weight=Weight.FIRST,
            source=_GUIDE,
        )
    if hub.now.hub.atomic:
        yield Effect(
            message="a failed upgrade would be rolled back to a hub that can't read the database, and the plan is refused; set false for this deployment",
            path=("atomic",),
            weight=Weight.FIRST,
            source=_GUIDE,
        )


#: All changes, in the order of the report.
HOMES_AND_LOGIN: tuple[Change, ...] = (homes, login, database)
