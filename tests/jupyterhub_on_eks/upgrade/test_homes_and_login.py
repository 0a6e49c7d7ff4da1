"""Homes, login and database over an upgrade."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.upgrade.homes_and_login import HOMES_AND_LOGIN, database, homes, login
from tests.jupyterhub_on_eks.upgrade.hubs import CLAIM, EBS, effects_of, hub, text_of


@pytest.mark.parametrize("storage", [EBS, CLAIM])
@pytest.mark.parametrize(("old", "new"), [("1.2.0", "2.0.0"), ("2.0.0", "3.3.8"), ("3.3.8", "4.4.0"), ("1.2.0", "4.4.0")])
def test_homes_stay(old: str, new: str, storage: dict[str, Any]) -> None:
    """On every upgrade, on volumes and on a shared claim, with the values that this library writes."""
    assert [("", False)] == effects_of(homes, old, new, storage=storage)
    assert "users find their homes" in text_of(homes(hub(old, new, storage=storage)))


def test_homes_that_would_move() -> None:
    """The user's own directory that chart 4 would name differently: the report states what to write, and with that they stay."""
    keys = "values: {singleuser: {storage: {static: {subPath: 'users/{username}'}}}}"
    (effect,) = homes(hub("3.3.8", "4.4.0", keys, CLAIM))

    assert [("values.singleuser.storage.static.subPath", True)] == effects_of(homes, "3.3.8", "4.4.0", keys, CLAIM)
    assert "Set this to 'users/{escaped_username}'" in effect.message


def test_the_users_own_storage() -> None:
    """Nothing is promised then."""
    assert "check that users find their homes" in text_of(homes(hub("3.3.8", "4.4.0", "values: {singleuser: {storage: {type: none}}}")))


OAUTH = """
values:
  hub:
    config:
      JupyterHub: {authenticator_class: generic-oauth}
      GenericOAuthenticator: {authorize_url: "https://idp.example.org", RULE}
"""


def test_login_that_would_let_nobody_in() -> None:
    """Without a rule everyone becomes nobody from chart 3 on; with a rule the same people can log in."""
    open_to_all = OAUTH.replace(", RULE", "")

    assert [("values.hub.config.JupyterHub.authenticator_class", True)] == effects_of(login, "2.0.0", "3.3.8", open_to_all)
    assert "with the same settings, no one could log in, instead of everyone with an account at the provider" in text_of(
        login(hub("2.0.0", "3.3.8", open_to_all))
    )
    assert [] == effects_of(login, "2.0.0", "3.3.8", OAUTH.replace("RULE", "allowed_users: [ada]"))
    assert [] == effects_of(login, "3.3.8", "4.4.0", OAUTH.replace("RULE", "allow_all: true"))


def test_other_authenticators() -> None:
    """From chart 4 on each needs a setting; the dummy one does not."""
    ldap = "values: {hub: {config: {JupyterHub: {authenticator_class: ldapauthenticator.LDAPAuthenticator}, Authenticator: {RULE}}}}"

    assert [("values.hub.config.JupyterHub.authenticator_class", True)] == effects_of(
        login, "3.3.8", "4.4.0", ldap.replace("RULE", "admin_users: [a]")
    )
    assert [] == effects_of(login, "3.3.8", "4.4.0", ldap.replace("RULE", "allow_all: true"))
    assert [] == effects_of(login, "2.0.0", "3.3.8", ldap.replace("RULE", ""))
    assert [] == effects_of(login, "3.3.8", "4.4.0")


def test_database() -> None:
    """It is migrated if the major version changes: a setting for the plan, and another for an external one; in memory there is nothing to keep."""
    external = "{hub_database: {url_secret: {kubernetes_secret: db}}, atomic: false}"

    assert [("", False), ("atomic", True)] == effects_of(database, "3.3.8", "4.4.0")
    assert [("", False)] == effects_of(database, "3.3.8", "4.4.0", "atomic: false")
    assert [("", False), ("values.hub.db.upgrade", True)] == effects_of(database, "3.3.8", "4.4.0", external)
    assert [("", False)] == effects_of(database, "3.3.8", "4.4.0", f"{external[:-1]}, values: {{hub: {{db: {{upgrade: true}}}}}}}}")
    assert [("", False)] == effects_of(database, "3.3.8", "4.4.0", "hub_database: in_memory")
    assert [] == effects_of(database, "4.0.0", "4.4.0")
    assert "JupyterHub 4.1 becomes 5.5" in text_of(database(hub("3.3.8", "4.4.0")))
    assert 3 == len(HOMES_AND_LOGIN)
