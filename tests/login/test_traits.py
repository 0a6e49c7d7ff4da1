"""Every rendered setting is one that the chart's own authenticator class knows, and accepts without a warning."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from constructs_lib.chart_values.login.authenticators import authenticator
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.login.chart_support import login_misfits
from constructs_lib.models.login.settings import OidcConfig
from tests.conftest import ROOT
from tests.login.tools import RELEASES, python_of

pytestmark = [pytest.mark.login, pytest.mark.xdist_group("login")]

_URLS = {f"{name}_url": f"https://login.example.org/{name}" for name in ("auth", "token", "user_data")}
_PROVIDERS: dict[str, dict[str, Any]] = {
    "urls": _URLS,
    "cognito": {"cognito": {"domain": "my-pool", "region": "us-west-2"}},
    "cognito-own-domain": {"cognito": {"domain": "login.example.org"}},
    "google": {"google": {}},
    "google-domain": {"google": {"hosted_domain": ["example.org"]}},
    "google-domains": {"google": {"hosted_domain": ["example.org", "example.com"]}},
    "github": {"github": {}},
    "github-organization": {"github": {"allowed_organizations": ["my-org", "my-org:my-team"]}},
    "github-enterprise": {"github": {"url": "https://github.example.org/"}},
    "entra-id": {"entra_id": {"tenant_id": "00000000-1111-2222-3333-444444444444"}},
    "okta": {"okta": {"domain": "example.okta.com"}},
    "okta-server": {"okta": {"domain": "example.okta.com", "authorization_server": "default"}},
    "auth0": {"auth0": {"domain": "example.eu.auth0.com"}},
    "keycloak": {"keycloak": {"url": "https://keycloak.example.org", "realm": "science"}},
    "cilogon": {"cilogon": {}},
    "cilogon-idps": {"cilogon": {"idps": ["https://idp.example.org/shibboleth", "urn:mace:example.org"]}},
}
_WHO: dict[str, dict[str, Any]] = {
    "all": {"allow_all": True},
    "users": {"allowed_users": ["ada"]},
    "admins": {"admin_users": ["ada"]},
    "users-and-admins": {"allowed_users": ["ada"], "admin_users": ["grace"]},
    "groups": {"allowed_groups": ["students"], "admin_groups": ["staff"]},
    "admin-groups": {"admin_groups": ["staff"]},
    "groups-and-users": {"allowed_groups": ["students"], "allowed_users": ["ada"], "admin_users": ["grace"]},
    "own-claim": {"allowed_groups": ["students"], "groups_claim": "realm_access.roles"},
    "managed": {"allow_all": True, "manage_groups": True, "groups_claim": "isMemberOf"},
    "options": {
        "allow_all": True,
        "login_service": "My University",
        "logout_redirect_url": "https://login.example.org/logout",
        "auth_refresh_age": 3600,
    },
}
#: The secret as in the pod's environment, to check that each class reads it there.
_FROM_ENVIRONMENT = "canary-from-the-environment"


def _configs(release: str) -> dict[str, dict[str, Any]]:
    """Render each provider with each rule that the chart version supports."""
    version, found = ChartVersion.of(release), {}
    for provider, keys in _PROVIDERS.items():
        for who, rule in _WHO.items():
            if who in {"own-claim", "groups", "admin-groups", "groups-and-users"} and provider == "cilogon":
                rule = {**rule, "groups_claim": "isMemberOf"}  # noqa: PLW2901
            data = {
                "hub_url": "https://hub.example.org",
                "client_id": "hub",
                "client_secret": {"kubernetes_secret": "hub-oidc"},
                **keys,
                **rule,
            }
            try:
                config = OidcConfig.model_validate(data)
            except ValueError:
                continue  # a combination that no version allows, which the model's tests cover
            if not list(login_misfits(config, version)):
                entry_point, section, settings = authenticator(config, version)
                found[f"{provider}-{who}"] = {"JupyterHub": {"authenticator_class": entry_point}, section: settings}
    return found


@pytest.mark.parametrize(("tool", "release"), RELEASES.items())
def test_authenticators_know_their_settings(tool: str, release: str) -> None:
    """The classes of the pinned release know every key, warn about none, start, and read the secret from the environment."""
    python, configs = python_of(tool), _configs(release)

    done = subprocess.run(
        [python, ROOT / "tests/login/load_authenticators.py"],
        input=json.dumps(list(configs.values())),
        env={"PATH": os.defpath, "OAUTH_CLIENT_SECRET": _FROM_ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    good: dict[str, Any] = {"unknown": [], "logged": [], "error": None, "client_secret": _FROM_ENVIRONMENT}
    assert {} == {name: found for name, found in zip(configs, json.loads(done.stdout), strict=True) if found != good}


def test_each_provider_is_tried_on_each_version() -> None:
    """No provider is left out by mistake: exactly what a version doesn't support is in the list of misfits."""
    missing = {
        release: sorted(set(_PROVIDERS) - {name for name in _PROVIDERS for key in _configs(release) if key.startswith(f"{name}-")})
        for release in RELEASES.values()
    }

    assert {"1.2.0": ["auth0", "cilogon-idps"], "2.0.0": [], "3.3.8": [], "4.4.0": []} == missing


def test_a_wrong_setting_is_noticed() -> None:
    """The check can fail: an unknown key, a deprecated one and a missing group switch are all reported."""
    python = python_of("login-17")
    configs = [
        {"JupyterHub": {"authenticator_class": "generic-oauth"}, "GenericOAuthenticator": settings}
        for settings in ({"allowed_user": ["ada"]}, {"username_key": "email"}, {"allowed_groups": ["students"]})
    ]

    done = subprocess.run(
        [python, ROOT / "tests/login/load_authenticators.py"],
        input=json.dumps(configs),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    unknown, deprecated, refused = json.loads(done.stdout)

    assert ["allowed_user"] == unknown["unknown"]
    assert any("username_key is deprecated" in line for line in deprecated["logged"])
    assert "manage_groups" in (refused["error"] or "")
