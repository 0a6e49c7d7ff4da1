"""The login settings of a hub: the keys with the rules across them, which test_rules.py tests one by one."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.oidc_settings import OidcSettings
from constructs_lib.models.login.rules import LOGIN_RULES
from constructs_lib.models.login.settings import OidcConfig

_LOGIN: dict[str, Any] = {
    "hub_url": "https://hub.example.org",
    "keycloak": {"url": "https://keycloak.example.org", "realm": "science"},
    "client_id": "hub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
}


def test_keys_are_those_of_the_settings() -> None:
    """None is added, and each is documented."""
    assert list(OidcSettings.model_fields) == list(OidcConfig.model_fields)
    assert set(OidcConfig.model_fields) == set(OidcConfig.key_docstrings())


def test_rules_apply() -> None:
    """The settings alone would accept a login that lets nobody in; the login refuses it."""
    assert LOGIN_RULES == OidcConfig.RULES
    assert not OidcSettings.model_validate(_LOGIN).allows_everyone
    with pytest.raises(ValidationError, match="no one is allowed to log in"):
        OidcConfig.model_validate(_LOGIN)


def test_all_mistakes_at_once() -> None:
    """A wrong key hides no breach of a rule."""
    with pytest.raises(ValidationError) as error:
        OidcConfig.model_validate({**_LOGIN, "client_id": "", "callback_url": "https://hub.example.org/hub/oauth_callback"})

    assert [("client_id",), ("callback_url",), ("allow_all",)] == [line["loc"] for line in error.value.errors()]


def test_hub_accepts_it() -> None:
    """Below its key oidc_config."""
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
    config = JupyterHubAddOnProps.model_validate({**hub, "oidc_config": {**_LOGIN, "allow_all": True}}).oidc_config

    assert isinstance(config, OidcConfig)
