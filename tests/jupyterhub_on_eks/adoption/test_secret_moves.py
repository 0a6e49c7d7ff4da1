"""The ways to move a secret, by its place."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from jupyterhub_on_eks.adoption.places import put
from jupyterhub_on_eks.adoption.secret_moves import moved, refer_to_database
from jupyterhub_on_eks.adoption.secrets import Secrets
from jupyterhub_on_eks.adoption.without_secrets import without_secrets
from tests.jupyterhub_on_eks.adoption.hubs import CANARY


def _moved(values: str | dict[str, Any]) -> Secrets:
    return without_secrets(yaml.safe_load(values) if isinstance(values, str) else values, release="hub", namespace="hubs")


def _variable(key: str) -> dict[str, Any]:
    return {"valueFrom": {"secretKeyRef": {"name": "hub-adopted", "key": key}}}


@pytest.mark.parametrize(
    "path",
    ["proxy.secretToken", "hub.cookieSecret", "hub.config.JupyterHub.cookie_secret", "hub.config.ConfigurableHTTPProxy.auth_token"],
)
def test_kept_by_the_chart(path: str) -> None:
    """The chart keeps using its own Secret; nothing has to be created."""
    secrets = _moved(put({}, tuple(path.split(".")), CANARY))

    assert ({}, "", [CANARY]) == (secrets.values, secrets.command(), secrets.texts)
    assert [f"{path}: removed; the chart continues with the one in its own Secret"] == secrets.notes


@pytest.mark.parametrize(
    "values",
    [
        {"hub": {"config": {"GenericOAuthenticator": {"client_secret": CANARY}}}},
        {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": CANARY}}},
        {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": {"value": CANARY}}}},
    ],
)
def test_client_secret(values: dict[str, Any]) -> None:
    """The login determines which key has it."""
    secrets = _moved(values)

    assert {"kubernetes_secret": "hub-adopted", "key": "client_secret"} == secrets.login
    assert {} == secrets.values


def test_token_of_a_service() -> None:
    """The service stays, its token has a key."""
    secrets = _moved({"hub": {"services": {"grader": {"url": "http://grader", "apiToken": CANARY}}}})

    assert {"hub": {"services": {"grader": {"url": "http://grader"}}}} == secrets.values
    assert {"service_api_tokens": {"grader": {"kubernetes_secret": "hub-adopted", "key": "service-grader"}}} == secrets.hub_keys


@pytest.mark.parametrize(
    "database",
    [
        {"type": "postgres", "url": f"postgresql://hub:{CANARY}@db:5432/hub"},
        {"type": "postgres", "url": "postgresql://hub@db:5432/hub", "password": CANARY},
        {"type": "mysql", "url": "mysql+pymysql://hub@db/hub"},
    ],
)
def test_database(database: dict[str, str]) -> None:
    """The whole URL becomes a secret, whether a password is in it, beside it, or elsewhere."""
    secrets = _moved({"hub": {"db": {**database, "upgrade": True}}})

    assert {"hub": {"db": {"upgrade": True}}} == secrets.values
    assert {"hub_database": {"url_secret": {"kubernetes_secret": "hub-adopted", "key": "url"}}} == secrets.hub_keys


def test_shared_password() -> None:
    """A password for everyone is a key, unless rules restrict it or it is too short for the key."""
    alone = {"hub": {"config": {"JupyterHub": {"authenticator_class": "dummy"}, "DummyAuthenticator": {"password": CANARY}}}}
    secrets = _moved(alone)
    short, listed = (
        _moved(put(alone, ("hub", "config", *path), value))
        for path, value in ((("DummyAuthenticator", "password"), "short"), (("Authenticator", "admin_users"), ["ada"]))
    )

    assert ({}, {"shared_password": {"kubernetes_secret": "hub-adopted", "key": "password"}}) == (secrets.values, secrets.hub_keys)
    assert [{}, {}] == [short.hub_keys, listed.hub_keys]
    assert all("adopted-DummyAuthenticator-password-from-environment" in each.values["hub"]["extraConfig"] for each in (short, listed))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"hub": {"extraEnv": {"A_TOKEN": CANARY, "B": "b"}}}, {"hub": {"extraEnv": {"A_TOKEN": _variable("hub.extraEnv.A_TOKEN"), "B": "b"}}}),
        (
            {"hub": {"extraEnv": [{"name": "A_TOKEN", "value": CANARY}]}},
            {"hub": {"extraEnv": [{"name": "A_TOKEN", **_variable("hub.extraEnv.0.value")}]}},
        ),
        (
            {"singleuser": {"profileList": [{"kubespawner_override": {"environment": {"A_TOKEN": CANARY}}}]}},
            {
                "singleuser": {
                    "profileList": [
                        {"kubespawner_override": {"environment": {"A_TOKEN": _variable("singleuser.profileList.0.kubespawner_override.environment.A_TOKEN")}}}
                    ]
                }
            },
        ),
    ],
)  # fmt: skip
def test_environment(values: dict[str, Any], expected: dict[str, Any]) -> None:
    """Of the hub, of servers, of profiles; as a mapping and as a list."""
    assert expected == _moved(values).values


def test_traits() -> None:
    """A trait of any class comes from the environment, as text or as JSON."""
    secrets = _moved(
        {
            "hub": {
                "config": {"LDAPAuthenticator": {"lookup_dn_search_password": CANARY}, "LTI11Authenticator": {"consumers": {"a": CANARY}}}
            }
        }
    )
    parts = secrets.values["hub"]["extraConfig"]

    assert "config" not in secrets.values["hub"]
    assert 'c.LDAPAuthenticator.lookup_dn_search_password = os.environ["ADOPTED_LDAPAUTHENTICATOR_LOOKUP_DN_SEARCH_PASSWORD"]' in "".join(
        parts.values()
    )
    assert 'c.LTI11Authenticator.consumers = json.loads(os.environ["ADOPTED_LTI11AUTHENTICATOR_CONSUMERS"])' in "".join(parts.values())
    assert secrets.entries["hub.config.LTI11Authenticator.consumers"].endswith("| tojson)")


def test_parts_of_the_hub() -> None:
    """A program that contains a secret runs from the environment, whatever its name."""
    secrets = _moved({"hub": {"extraConfig": {"my-secret": f"c.X.password = '{CANARY}'"}}})

    assert {"my-secret": 'import os\nexec(os.environ["ADOPTED_PART_MY_SECRET"])\n'} == secrets.values["hub"]["extraConfig"]


def test_registry_and_certificate() -> None:
    """Each has a separate Secret, and the command that creates it."""
    secrets = _moved(
        {
            "imagePullSecret": {"create": True, "registry": "r", "username": "u", "password": CANARY},
            "proxy": {
                "https": {"enabled": True, "type": "manual", "manual": {"key": f"-----BEGIN PRIVATE {'KEY'}-----{CANARY}", "cert": "c"}}
            },
        }
    )

    https = {"enabled": True, "type": "secret", "secret": {"name": "hub-tls"}}
    assert {"proxy": {"https": https}, "imagePullSecrets": ["hub-registry"]} == secrets.values
    assert ["kubernetes.io/tls" in secrets.commands[0] or "kubernetes.io/tls" in secrets.commands[1], 2] == [True, len(secrets.commands)]


def test_registry_beside_other_secrets() -> None:
    """All are kept; a Secret that the chart doesn't create is not copied."""
    created, unused = (
        _moved({"imagePullSecret": {"create": create, "password": CANARY}, "imagePullSecrets": ["mine"]}) for create in (True, False)
    )

    assert {"imagePullSecrets": ["mine", "hub-registry"]} == created.values
    assert ({"imagePullSecrets": ["mine"]}, [], []) == (unused.values, unused.commands, unused.left_out)
    assert ["imagePullSecret.password: removed with imagePullSecret; the chart doesn't use it without create: true"] == unused.notes


def test_secrets_without_a_reference() -> None:
    """They are left out, and listed."""
    secrets = _moved(
        {
            "hub": {"extraFiles": {"x": {"mountPath": "/x", "stringData": f"password: {CANARY}"}}},
            "a": {"args": ["--token=x", f"ghp_{'a' * 30}"]},
        }
    )

    assert [("hub", "extraFiles", "x"), ("a", "args")] == secrets.left_out
    assert {} == secrets.values


def test_what_was_done_is_noted() -> None:
    """A secret is omitted if the chart accepts no reference in its place; the note names the place."""
    secrets = Secrets("hub", "hubs", {"x": {"y": CANARY}, "z": 1})
    moved(secrets, ("x", "y"), CANARY)

    assert ({"z": 1}, [("x", "y")]) == (secrets.values, secrets.left_out)
    assert ["x.y: not carried over: a reference to a secret is not possible there; set it in another way"] == secrets.notes


def test_url_of_a_database_without_a_password() -> None:
    """It is referred to as well; a database in the hub's volume has no URL."""
    external, own = (
        Secrets("hub", "hubs", {"hub": {"db": database}})
        for database in ({"type": "postgres", "url": "postgresql://db/hub"}, {"type": "sqlite-pvc", "url": "sqlite://"})
    )
    refer_to_database(external)
    refer_to_database(own)

    assert (["hub_database"], []) == (list(external.hub_keys), list(own.hub_keys))
