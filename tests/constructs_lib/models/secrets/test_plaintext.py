"""Secrets in the free chart values: which are found, where, and that their text is not repeated."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.secrets.plaintext import plain_chart_secrets, plain_database_secrets, plain_login_secrets

_CANARY = "canary"
_CLIENT_SECRET = (
    "is a secret in plain text (not shown), which Terraform's state and the Helm release would show; take it out, and write "
    "oidc_config.client_secret with a reference to where it lies, for example {kubernetes_secret: its-name, key: client_secret}"
)
_PASSWORD = (
    "is a secret in plain text (not shown), which Terraform's state and the Helm release would show; take it out, and write "
    "shared_password with a reference to where it lies, for example {kubernetes_secret: its-name, key: password}"
)


def _found(hub: Any) -> list[tuple[str, str]]:
    return [(".".join(map(str, problem.path)), problem.message) for problem in plain_login_secrets({"hub": hub})]


@pytest.mark.parametrize(
    ("key", "message"),
    [("client_secret", _CLIENT_SECRET), ("password", _PASSWORD), ("user_password", _PASSWORD), ("admin_password", _PASSWORD)],
)
def test_in_a_section_of_the_configuration(key: str, message: str) -> None:
    """Whatever the section is called; an empty one is no secret."""
    assert [(f"values.hub.config.AnyAuthenticator.{key}", message)] == _found(
        {"config": {"AnyAuthenticator": {key: _CANARY, "client_id": "hub"}}}
    )
    assert [] == _found({"config": {"AnyAuthenticator": {key: ""}}})


@pytest.mark.parametrize("name", ["OAUTH_CLIENT_SECRET", "GITHUB_CLIENT_SECRET", "CILOGON_CLIENT_SECRET"])
def test_in_the_hubs_environment(name: str) -> None:
    """As a mapping of text, of Kubernetes' own entries, or as their list; a reference is none."""
    reference = {"valueFrom": {"secretKeyRef": {"name": "hub-oidc", "key": "client_secret"}}}

    assert [(f"values.hub.extraEnv.{name}", _CLIENT_SECRET)] == _found({"extraEnv": {"A": "b", name: _CANARY}})
    assert [(f"values.hub.extraEnv.{name}", _CLIENT_SECRET)] == _found({"extraEnv": {name: {"value": _CANARY}}})
    assert [("values.hub.extraEnv.1", _CLIENT_SECRET)] == _found(
        {"extraEnv": [{"name": "A", "value": "b"}, {"name": name, "value": _CANARY}]}
    )
    assert [] == _found({"extraEnv": {name: reference}})
    assert [] == _found({"extraEnv": [{"name": name, **reference}, "no mapping"]})


def test_several_at_once() -> None:
    """Each is reported, those of one section in alphabetical order."""
    config = {"A": {"user_password": _CANARY, "admin_password": _CANARY}, "B": {"client_secret": _CANARY}}

    assert [
        "values.hub.config.A.admin_password",
        "values.hub.config.A.user_password",
        "values.hub.config.B.client_secret",
        "values.hub.extraEnv.OAUTH_CLIENT_SECRET",
    ] == [path for path, _ in _found({"config": config, "extraEnv": {"OAUTH_CLIENT_SECRET": _CANARY}})]


@pytest.mark.parametrize("hub", [None, "text", [], {"config": None}, {"config": {"A": "text"}}, {"extraEnv": "text"}, {"extraEnv": ["a"]}])
def test_values_of_another_shape(hub: Any) -> None:
    """What the chart itself refuses holds no secret to find."""
    assert [] == _found(hub)
    assert [] == list(plain_login_secrets({}))


@pytest.mark.parametrize(
    "path",
    [
        "hub.cookieSecret",
        "hub.config.JupyterHub.cookie_secret",
        "hub.config.CryptKeeper.keys",
        "hub.config.ConfigurableHTTPProxy.auth_token",
        "proxy.secretToken",
    ],
)
def test_the_charts_own(path: str) -> None:
    """The chart makes each of these by itself, so it is named, without its text."""
    values: Any = _CANARY
    for key in reversed(path.split(".")):
        values = {key: values}

    assert [path] == list(plain_chart_secrets(values))
    assert [] == list(plain_chart_secrets({"hub": {"cookieSecret": "", "config": "text"}, "proxy": None}))


_URL = (
    "is a secret in plain text (not shown), which Terraform's state and the Helm release would show; take it out, and write "
    "hub_database.url_secret with a reference to where it lies, for example {kubernetes_secret: its-name, key: url}"
)


@pytest.mark.parametrize(
    ("database", "keys"),
    [
        ({"url": "postgresql://hub:canary@db.example.org/hub"}, ["url"]),
        ({"url": "postgresql://hub:can/ary@db.example.org/hub"}, ["url"]),
        ({"url": "postgresql://hub@db.example.org/hub", "password": "canary"}, ["password"]),
        ({"url": "postgresql://hub:canary@db.example.org/hub", "password": "canary"}, ["url", "password"]),
        ({"url": "postgresql://hub:@db.example.org/hub", "password": ""}, []),
        ({"url": None}, []),
        (None, []),
    ],
)
def test_in_the_database(database: Any, keys: list[str]) -> None:
    """A password in the URL or beside it; without one there is nothing to hide."""
    found = [(".".join(map(str, problem.path)), problem.message) for problem in plain_database_secrets({"hub": {"db": database}})]

    assert [(f"values.hub.db.{key}", _URL) for key in keys] == found
