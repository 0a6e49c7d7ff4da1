"""Secrets in values: none stays, and each is referred to if possible."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import yaml

from constructs_lib.models.secrets.plaintext import plain_secrets
from jupyterhub_on_eks.adoption.places import put
from jupyterhub_on_eks.adoption.secret_moves import texts_of, without_secrets
from jupyterhub_on_eks.adoption.secrets import Secrets
from tests.jupyterhub_on_eks.adoption.hubs import CANARY, HELM_ALONE


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
    moved = _moved(put({}, tuple(path.split(".")), CANARY))

    assert ({}, "", [CANARY]) == (moved.values, moved.command(), moved.texts)
    assert [f"{path}: removed; the chart continues with the one in its own Secret"] == moved.notes


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
    moved = _moved(values)

    assert {"kubernetes_secret": "hub-adopted", "key": "client_secret"} == moved.login
    assert {} == moved.values


def test_token_of_a_service() -> None:
    """The service stays, its token has a key."""
    moved = _moved({"hub": {"services": {"grader": {"url": "http://grader", "apiToken": CANARY}}}})

    assert {"hub": {"services": {"grader": {"url": "http://grader"}}}} == moved.values
    assert {"service_api_tokens": {"grader": {"kubernetes_secret": "hub-adopted", "key": "service-grader"}}} == moved.hub_keys


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
    moved = _moved({"hub": {"db": {**database, "upgrade": True}}})

    assert {"hub": {"db": {"upgrade": True}}} == moved.values
    assert {"hub_database": {"url_secret": {"kubernetes_secret": "hub-adopted", "key": "url"}}} == moved.hub_keys


def test_shared_password() -> None:
    """A password for everyone is a key, unless rules restrict it or it is too short for the key."""
    alone = {"hub": {"config": {"JupyterHub": {"authenticator_class": "dummy"}, "DummyAuthenticator": {"password": CANARY}}}}
    moved = _moved(alone)
    short, listed = (
        _moved(put(alone, ("hub", "config", *path), value))
        for path, value in ((("DummyAuthenticator", "password"), "short"), (("Authenticator", "admin_users"), ["ada"]))
    )

    assert ({}, {"shared_password": {"kubernetes_secret": "hub-adopted", "key": "password"}}) == (moved.values, moved.hub_keys)
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
    moved = _moved(
        {
            "hub": {
                "config": {"LDAPAuthenticator": {"lookup_dn_search_password": CANARY}, "LTI11Authenticator": {"consumers": {"a": CANARY}}}
            }
        }
    )
    parts = moved.values["hub"]["extraConfig"]

    assert "config" not in moved.values["hub"]
    assert 'c.LDAPAuthenticator.lookup_dn_search_password = os.environ["ADOPTED_LDAPAUTHENTICATOR_LOOKUP_DN_SEARCH_PASSWORD"]' in "".join(
        parts.values()
    )
    assert 'c.LTI11Authenticator.consumers = json.loads(os.environ["ADOPTED_LTI11AUTHENTICATOR_CONSUMERS"])' in "".join(parts.values())
    assert moved.entries["hub.config.LTI11Authenticator.consumers"].endswith("| tojson)")


def test_parts_of_the_hub() -> None:
    """A program that contains a secret runs from the environment, whatever its name."""
    moved = _moved({"hub": {"extraConfig": {"my-secret": f"c.X.password = '{CANARY}'"}}})

    assert {"my-secret": 'import os\nexec(os.environ["ADOPTED_PART_MY_SECRET"])\n'} == moved.values["hub"]["extraConfig"]


def test_registry_and_certificate() -> None:
    """Each has a separate Secret, and the command that creates it."""
    moved = _moved(
        {
            "imagePullSecret": {"create": True, "registry": "r", "username": "u", "password": CANARY},
            "proxy": {
                "https": {"enabled": True, "type": "manual", "manual": {"key": f"-----BEGIN PRIVATE {'KEY'}-----{CANARY}", "cert": "c"}}
            },
        }
    )

    https = {"enabled": True, "type": "secret", "secret": {"name": "hub-tls"}}
    assert {"proxy": {"https": https}, "imagePullSecrets": ["hub-registry"]} == moved.values
    assert ["kubernetes.io/tls" in moved.commands[0] or "kubernetes.io/tls" in moved.commands[1], 2] == [True, len(moved.commands)]


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
    moved = _moved(
        {
            "hub": {"extraFiles": {"x": {"mountPath": "/x", "stringData": f"password: {CANARY}"}}},
            "a": {"args": ["--token=x", f"ghp_{'a' * 30}"]},
        }
    )

    assert [("hub", "extraFiles", "x"), ("a", "args")] == moved.left_out
    assert {} == moved.values


@pytest.mark.parametrize("section", ["hub", "singleuser"])
@pytest.mark.parametrize(
    "content",
    [
        {"stringData": f"[client]\npassword = {CANARY}\n"},
        {"stringData": f"[pypi]\nusername = ada\npassword={CANARY}\n"},
        {"stringData": f"[global]\nindex-url = https://ada:{CANARY}@example.org/simple\n"},
        {"stringData": f"machine api.example.org login ada password {CANARY}"},
        {"stringData": f"db.example.org:5432:*:hub:{CANARY}\n"},
        {"stringData": f"//registry.example.org/:_authToken={CANARY}\n"},
        {"data": {"client": {"password": CANARY}}},
        {"data": {"users": [{"pw": CANARY}]}},
        {"data": [f"password = {CANARY}"]},
        {"binaryData": base64.b64encode(CANARY.encode()).decode()},
        {"binaryData": base64.b64encode(b"\x00\xfe").decode()},
    ],
    ids=str,
)
def test_files_with_secrets(section: str, content: dict[str, Any]) -> None:
    """Files of other programs, in their formats; binary content always. The whole file is omitted, so that nothing empty is mounted."""
    moved = _moved({section: {"extraFiles": {"x": {"mountPath": "/x", **content}, "y": {"mountPath": "/y", "stringData": "color = red"}}}})

    assert [(section, "extraFiles", "x")] == moved.left_out
    assert {section: {"extraFiles": {"y": {"mountPath": "/y", "stringData": "color = red"}}}} == moved.values
    assert not any(CANARY in note for note in moved.notes)


def test_secret_under_another_name() -> None:
    """A secret in one place is one in every other; a short word isn't."""
    moved = _moved(
        {
            "hub": {"db": {"password": CANARY}, "extraEnv": {"A": CANARY, "P_PASSWORD": "admin", "USER": "admin"}},
            "x": [{"y": f"a={CANARY}"}],
        }
    )

    assert (_variable("hub.extraEnv.A"), "admin") == (moved.values["hub"]["extraEnv"]["A"], moved.values["hub"]["extraEnv"]["USER"])
    assert {"x": [{}]} == {key: value for key, value in moved.values.items() if key != "hub"}


def test_none_stays() -> None:
    """In a hub with many; everything that is not a secret stays."""
    values = yaml.safe_load(HELM_ALONE)
    moved = _moved(values)

    assert [] == [found for found in plain_secrets({"values": moved.values}, add_on="jupyterhub") if found.certain]
    assert not any(CANARY in text for text in texts_of(moved.values))
    assert values["singleuser"] == moved.values["singleuser"]
    assert {CANARY in text for text in moved.texts} == {True, False}  # the proxy's token is another
