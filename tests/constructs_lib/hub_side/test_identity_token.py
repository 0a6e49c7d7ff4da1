"""Identity tokens are renewed before the user's data is read again: in the real OAuthenticator of chart 4.x."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.login.hub_config import login_values
from constructs_lib.hub_side.identity_token import renewed, set_identity_token
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program

_ENTRA = {"entra_id": {"tenant_id": "00000000-0000-0000-0000-000000000000"}}


def _values(**login: Any) -> dict[str, Any]:
    config = {
        "hub_url": "https://hub.example.org",
        "client_id": "jupyterhub",
        "client_secret": {"kubernetes_secret": "hub-oidc"},
        "allowed_groups": ["staff"],
        "auth_refresh_age": 3600,
        **login,
    }
    homes = {"storage_class": "gp3", "capacity": "1Gi"}
    return login_values(JupyterHubAddOnProps.model_validate({"ebs_config": homes, "oidc_config": config, "service_type": "cluster_ip"}))


def test_hook_is_set() -> None:
    """For any class of OAuthenticator that logs users in."""
    c = Config()
    set_identity_token(c)

    assert {"OAuthenticator": {"refresh_user_hook": renewed}} == c


@pytest.mark.login
@pytest.mark.parametrize("seconds", [3600, -3600], ids=["valid", "expired"])
def test_groups_are_those_of_a_new_token(seconds: int, tmp_path: Path) -> None:
    """Whether the old token is valid or not, the provider is asked; a user who is refused, or has no refresh token, logs in again."""
    tool = "login-17"
    values = _values(**_ENTRA)

    done = run_program(tool, "refresh_user.py", values, tmp_path, env={}, arguments=(str(seconds), "staff", "refused"))

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert [[["staff"], "kept"], False, False] == result["found"]
    assert ["refresh_token kept"] * 2 == result["asked"]
    assert not any("eyJ" in line for line in result["logged"])  # how every identity token begins


@pytest.mark.parametrize("login", [_ENTRA, {"cognito": {"domain": "hub", "region": "us-west-2"}}], ids=["entra_id", "cognito"])
def test_providers_whose_token_is_read_again(login: dict[str, Any]) -> None:
    """Their names and groups come from the identity token."""
    assert "identity-token" in _values(**login)["hub"]["extraConfig"]


@pytest.mark.parametrize(
    "login",
    [{"keycloak": {"url": "https://login.example.org", "realm": "hub"}}, {**_ENTRA, "auth_refresh_age": None}],
    ids=["userinfo", "no refresh"],
)
def test_others_are_not_affected(login: dict[str, Any]) -> None:
    """A provider whose userinfo is read, and a login that is never refreshed."""
    assert "extraConfig" not in _values(**login)["hub"]


def test_entra_is_asked_for_a_refresh_token() -> None:
    """It issues one only with the scope offline_access."""
    assert "offline_access" in _values(**_ENTRA)["hub"]["config"]["GenericOAuthenticator"]["scope"]
    assert "offline_access" not in _values(**_ENTRA, auth_refresh_age=None)["hub"]["config"]["GenericOAuthenticator"]["scope"]
