"""Values can't undo the hub's login, on any chart version."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.log_in import overridden_log_in
from constructs_lib.checks.promises import promise_warnings
from constructs_lib.rendered.login import log_in
from constructs_lib.rendered.values import HubReading
from tests.constructs_lib.checks.test_promises import OIDC, found, hub

_PASSWORD = {"shared_password": {"variable": "p"}}
_LINES = ("1.2.0", "2.0.0", "3.3.8", "4.1.0", "4.4.0")


def _keys(config: Any, **settings: Any) -> list[str]:
    inside = {"service_type": "cluster_ip", **settings, "values": {"hub": {"config": config}}}
    return [path.removeprefix("hub.config.") for path, _ in found(**inside)]


@pytest.mark.parametrize("version", _LINES)
@pytest.mark.parametrize("login", [{"oidc_config": OIDC}, _PASSWORD], ids=["oidc_config", "shared_password"])
@pytest.mark.parametrize("another", ["dummy", "pam", None, "native", "my.Own"])
def test_another_authenticator(version: str, login: dict[str, Any], another: str | None) -> None:
    """On every version, also inside the cluster: the settings name who logs in, and something else does."""
    assert ["JupyterHub.authenticator_class"] == _keys({"JupyterHub": {"authenticator_class": another}}, version=version, **login)
    assert [] == _keys({"JupyterHub": {"authenticator_class": another}}, version=version, allow_any_login=True, **login)


@pytest.mark.parametrize("version", ["3.3.8", "4.4.0"])
@pytest.mark.parametrize("section", ["GenericOAuthenticator", "OAuthenticator", "Authenticator"])
@pytest.mark.parametrize(
    "setting",
    [
        {"allow_all": True},
        {"allow_existing_users": True},
        {"allowed_groups": ["g"]},
        {"username_map": {"eve": "ada"}},
        {"validate_server_cert": False},
    ],
)
def test_settings_that_admit_others(version: str, section: str, setting: dict[str, Any]) -> None:
    """Wherever the class reads them."""
    ((trait, _),) = setting.items()

    assert [f"{section}.{trait}"] == _keys({section: setting}, version=version, oidc_config=OIDC)


@pytest.mark.parametrize(
    "config",
    [
        {"GenericOAuthenticator": {"allow_all": False, "blocked_users": ["eve"], "username_pattern": "a.*"}},
        {"GitHubOAuthenticator": {"allow_all": True}},  # of a class that doesn't run
        {"JupyterHub": {"admin_access": False}, "Authenticator": {"auto_login": True, "any": 1}},
        {"Authenticator": {"allowed_users": ["eve"]}},  # the class's own section wins
    ],
)
def test_settings_that_admit_nobody_else(config: dict[str, Any]) -> None:
    """They restrict, or have no effect."""
    assert [] == _keys(config, oidc_config=OIDC)


@pytest.mark.parametrize("version", _LINES)
@pytest.mark.parametrize("given", [[], None, ["ada", "eve"], "ada"])
def test_list_of_users_replaced(version: str, given: Any) -> None:
    """A list of users that differs from the settings is an error, on 2.x an empty one most of all."""
    assert ["GenericOAuthenticator.allowed_users"] == _keys(
        {"GenericOAuthenticator": {"allowed_users": given}}, version=version, oidc_config=OIDC
    )


@pytest.mark.parametrize("config", [{"GenericOAuthenticator": None}, None])
def test_sections_removed(config: Any) -> None:
    """Null in place of what this library writes is one error, at the null."""
    settings = {"service_type": "cluster_ip", "version": "2.0.0", "oidc_config": OIDC}

    assert ["hub.config.GenericOAuthenticator" if config else "hub.config"] == [
        path for path, _ in found(values={"hub": {"config": config}}, **settings)
    ]


def test_everyone_may_log_in_already() -> None:
    """With allow_all additional rules admit nobody else, but other names are other people."""
    everyone = {**{key: value for key, value in OIDC.items() if key != "allowed_users"}, "allow_all": True}

    assert [] == _keys({"Authenticator": {"admin_users": ["ada"]}}, oidc_config=everyone)
    assert ["Authenticator.username_map"] == _keys({"Authenticator": {"username_map": {"eve": "ada"}}}, oidc_config=everyone)


@pytest.mark.parametrize(
    ("version", "config", "expected"),
    [
        ("3.3.8", {"Authenticator": {"admin_users": ["root"]}}, ["Authenticator.admin_users"]),
        ("4.1.0", {"JupyterHub": {"admin_users": ["root"]}}, ["JupyterHub.admin_users"]),
        ("4.4.0", {"Authenticator": {"admin_users": ["root"]}}, []),
        ("4.4.0", {"SharedPasswordAuthenticator": {"allow_all": False}}, ["SharedPasswordAuthenticator.allow_all"]),
        ("4.4.0", {"JupyterHub": {"load_roles": [{"name": "user", "scopes": ["admin:users"]}]}}, ["JupyterHub.load_roles"]),
        ("4.4.0", {"JupyterHub": {"load_roles": [{"name": "x", "scopes": ["servers"], "users": ["root"]}, 3]}}, ["JupyterHub.load_roles"]),
        ("4.4.0", {"JupyterHub": {"load_roles": [{"name": "x", "scopes": ["servers"], "services": ["culler"]}]}}, []),
        ("4.4.0", {"JupyterHub": {"load_roles": [{"name": "user", "scopes": ["self", "servers!user", "access:services"]}]}}, []),
    ],
)
def test_rights_with_a_password(version: str, config: dict[str, Any], expected: list[str]) -> None:
    """Whoever knows the password can use any name, so no name may have rights over others."""
    assert expected == _keys(config, version=version, **_PASSWORD)


@pytest.mark.parametrize("version", _LINES)
@pytest.mark.parametrize("extra", [None, {"shared-password": "pass"}])
def test_part_of_the_password_replaced(version: str, extra: Any) -> None:
    """Without it nobody can log in, which is no use."""
    ((path, message),) = found(service_type="cluster_ip", version=version, **_PASSWORD, values={"hub": {"extraConfig": extra}})

    assert path.startswith("hub.extraConfig")
    assert message.startswith("removes the part of hub.extraConfig that asks for shared_password, without which nobody can log in")


def test_endpoints_in_values() -> None:
    """A login configured in values must not send anything in plain text either."""
    config = {
        "JupyterHub": {"authenticator_class": "generic-oauth"},
        "GenericOAuthenticator": {
            "token_url": "http://login.example.org",
            "userdata_url": "http://idp.auth.svc",
            "logout_redirect_url": "http://x.y",
        },
    }

    assert ["GenericOAuthenticator.token_url"] == _keys(config)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ({"cognito": {"domain": "login.example.org"}}, "oidc_config.cognito: with allow_all Amazon Cognito admits everyone who signs up"),
        ({"auth0": {"domain": "example.eu.auth0.com"}}, "oidc_config.auth0: with allow_all Auth0 admits everyone who signs up"),
        ({"cilogon": {}}, "oidc_config.cilogon: with allow_all CILogon admits the users of all its providers"),
        ({"cilogon": {"idps": ["https://idp.example.org/x"]}}, ""),
        ({"okta": {"domain": "example.okta.com"}}, ""),
    ],
    ids=str,
)
def test_providers_that_strangers_may_join(provider: dict[str, Any], expected: str) -> None:
    """A warning on a hub that the internet can reach."""
    oidc = {"hub_url": "https://hub.example.org", "client_id": "c", "client_secret": {"variable": "s"}, "allow_all": True, **provider}
    public = hub(oidc_config=oidc, certificate_resource_name="c")
    inside = hub(oidc_config=oidc, service_type="cluster_ip")

    assert [expected] == [text.removeprefix("jupyterhub (jupyterhub): ")[: len(expected)] for text in promise_warnings([public]) or [""]]
    assert [] == promise_warnings([inside])


def test_programs_inside_the_cluster() -> None:
    """On a hub that the internet can't reach they are a warning."""
    values = {"hub": {"extraConfig": {"x": "c.Authenticator.allow_all = True"}}}

    (message,) = promise_warnings([hub(service_type="cluster_ip", oidc_config=OIDC, values=values)])

    assert (
        "values.hub.extraConfig.x: decides who can log in, which can't be determined here; on an internet-facing hub this is an error"
        in message
    )


def test_no_login_has_nothing_to_lose() -> None:
    """A user who sets no login may configure it in values."""
    own = hub(service_type="cluster_ip", values={"hub": {"config": {"JupyterHub": {"authenticator_class": "github"}}}})

    reading = HubReading(own)
    login = log_in(reading.final, reading.version, own=reading.own)

    assert [] == list(overridden_log_in(reading, login, log_in(reading.own, reading.version, own=reading.own)))


@pytest.mark.parametrize(
    ("name", "settings", "nobody"),
    [
        ("google", {"hosted_domain": ["example.org"]}, True),
        ("google", {"hosted_domain": ["example.org"], "allow_all": True}, False),
        ("azuread", {"tenant_id": "t"}, True),
        ("generic-oauth", {"admin_users": ["ada"]}, False),
        ("null", {}, False),
    ],
)
def test_hub_that_admits_nobody(name: str, settings: dict[str, Any], nobody: bool) -> None:  # noqa: FBT001  # what is expected
    """A warning on charts where rules admit users: all would be answered 403. Earlier charts admit everyone; null is meant."""
    section = {"google": "GoogleOAuthenticator", "azuread": "AzureAdOAuthenticator"}.get(name, "GenericOAuthenticator")
    values = {"hub": {"config": {"JupyterHub": {"authenticator_class": name}, section: settings}}}

    for version in ("3.3.8", "4.4.0"):
        lines = [
            line
            for line in promise_warnings([hub(version=version, service_type="cluster_ip", values=values)])
            if "no one can log in" in line
        ]
        assert nobody is bool(lines), lines
    assert not any("no one" in line for line in promise_warnings([hub(version="2.0.0", service_type="cluster_ip", values=values)]))
