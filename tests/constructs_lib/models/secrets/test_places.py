"""The chart's own keys that hold a secret."""

from __future__ import annotations

import json

import pytest

from constructs_lib.models.secrets.places import chart_place, database_url
from tests.conftest import schema_folder


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("imagePullSecret.password", "image_pull_secrets"),
        ("proxy.https.manual.key", "certificate_resource_name"),
        ("hub.config.Any.client_secret", "oidc_config.client_secret"),
        ("hub.config.Any.deep.down.client_secret", "oidc_config.client_secret"),
        ("hub.config.Any.user_password", "shared_password"),
        ("hub.config.JupyterHub.services.0.apiToken", "service_api_tokens"),
        ("hub.services.a.api_token", "service_api_tokens"),
        ("hub.db.password", "hub_database.url_secret"),
        ("hub.cookieSecret", "the chart generates and keeps one"),
        ("hub.extraEnv.OAUTH_CLIENT_SECRET", "oidc_config.client_secret"),
    ],
)
def test_key_with_a_secret(path: str, message: str) -> None:
    """Each states what to write instead."""
    keys = tuple(path.split("."))

    assert message in chart_place("jupyterhub", keys, keys[-1])
    assert "" == chart_place("ebs_csi_driver", keys, keys[-1])


@pytest.mark.parametrize(
    "path", ["hub.config.Any.client_id", "hub.services.a.url", "hub.extraEnv.PGPASSWORD", "hub.db.url", "proxy", "hub.config"]
)
def test_keys_without_a_secret(path: str) -> None:
    """Keys that hold no secret, or hold one only by its form or name."""
    keys = tuple(path.split("."))

    assert "" == chart_place("jupyterhub", keys, keys[-1])


def test_controller() -> None:
    """The key of the webhook's certificate."""
    assert "the chart generates and keeps one" in chart_place("aws_load_balancer_controller", ("webhookTLS", "key"), "key")


def test_database_url() -> None:
    """A URL without a password is allowed there, so the key alone is not enough."""
    assert "url_secret" in database_url(("hub", "config", "JupyterHub", "db_url"))
    assert "" == database_url(("hub", "db", "type"))


@pytest.mark.schema
def test_every_secret_of_the_charts_schema_is_known() -> None:
    """Each key of the schemas that is a secret by its name, or a key beside a certificate, is covered."""
    folder = schema_folder()
    assert folder
    found = set()
    for file in folder.rglob("values.schema-*.json"):
        found |= set(_secret_keys(json.loads(file.read_text(encoding="utf-8")), ()))

    assert found
    assert [] == sorted(path for path in found if not chart_place("jupyterhub", _of_a_service(path), path[-1]))


def _of_a_service(path: tuple[str, ...]) -> tuple[str, ...]:
    """Insert a service's name where the schema omits it: it describes ``hub.services`` as if there were one service."""
    return (*path[:2], "name", *path[2:]) if path[:2] == ("hub", "services") else path


def _secret_keys(schema: object, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    keys = schema.get("properties", {}) if isinstance(schema, dict) else {}
    found = [(*path, key) for key in keys if key in {"password", "secretToken", "cookieSecret", "apiToken", "api_token", "cookie_secret"}]
    found += [(*path, "key")] if {"cert", "key"} <= set(keys) else []
    return found + [below for key, value in keys.items() for below in _secret_keys(value, (*path, key))]
