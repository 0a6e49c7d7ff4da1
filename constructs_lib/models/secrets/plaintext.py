"""Secrets that someone wrote into the free chart values, where the state and the release would show them to many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.secrets.credentials import holds_password

_LOGIN = {"client_secret", "password", "user_password", "admin_password"}
_ENVIRONMENT = {"OAUTH_CLIENT_SECRET", "GITHUB_CLIENT_SECRET", "CILOGON_CLIENT_SECRET"}
_CURE = (
    "is a secret in plain text (not shown), which Terraform's state and the Helm release would show; take it out, and write {where} "
    "with a reference to where it lies, for example {{kubernetes_secret: its-name, key: {key}}}"
)

#: Where secrets lie that the chart makes for itself and keeps.
_CHART_OWN: tuple[tuple[str, ...], ...] = (
    ("hub", "cookieSecret"),
    ("hub", "config", "JupyterHub", "cookie_secret"),
    ("hub", "config", "CryptKeeper", "keys"),
    ("hub", "config", "ConfigurableHTTPProxy", "auth_token"),
    ("proxy", "secretToken"),
)


def plain_login_secrets(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Find client secrets and passwords of the log-in in chart values; their text is not repeated.

    Args:
        values: the user's chart values.
    """
    for section, settings in _mapping(_mapping(values.get("hub")).get("config")).items():
        for key in sorted(_LOGIN & set(_mapping(settings))):
            if settings[key]:
                yield _problem(key, ("values", "hub", "config", section, key))
    variables = _mapping(values.get("hub")).get("extraEnv")
    for position, entry in enumerate(variables if isinstance(variables, list) else ()):
        if _mapping(entry).get("name") in _ENVIRONMENT and entry.get("value"):
            yield _problem("client_secret", ("values", "hub", "extraEnv", position))
    for name, value in _mapping(variables).items():
        if name in _ENVIRONMENT and (value if not isinstance(value, Mapping) else value.get("value")):
            yield _problem("client_secret", ("values", "hub", "extraEnv", name))


def plain_database_secrets(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Find passwords of the hub's database in chart values; their text is not repeated. Source: chart, ``hub.db``."""
    database = _mapping(_mapping(values.get("hub")).get("db"))
    url = database.get("url")
    if isinstance(url, str) and holds_password(url):
        yield _problem("url", ("values", "hub", "db", "url"))
    if database.get("password"):
        yield _problem("url", ("values", "hub", "db", "password"))


def plain_chart_secrets(values: Mapping[str, Any]) -> Iterator[str]:
    """Name the keys of chart values that hold a secret which the chart would make by itself."""
    for path in _CHART_OWN:
        found: Any = values
        for key in path:
            found = _mapping(found).get(key)
        if found:
            yield ".".join(path)
    for name, service in _mapping(_mapping(values.get("hub")).get("services")).items():
        for key in sorted({"apiToken", "api_token"} & set(_mapping(service))):
            if service[key]:
                yield f"hub.services.{name}.{key}"


def _problem(key: str, path: KeyPath) -> Problem:
    known = {"client_secret": "oidc_config.client_secret", "url": "hub_database.url_secret"}
    where, name = (known[key], key) if key in known else ("shared_password", "password")
    return Problem(_CURE.format(where=where, key=name), path)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
