"""The login of a hub beside its other keys. The messages in a hub file are in ``tests/cases``."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.of_hub import callback_leads_here, callback_warnings, login_fits_the_chart, login_warnings, one_login

_OIDC = {"keycloak": {"url": "https://kc.example.org", "realm": "r"}, "client_id": "x", "allow_all": True}
_OIDC["client_secret"] = {"kubernetes_secret": "oidc"}
_LOG_IN = {"oidc_config": {**_OIDC, "hub_url": "https://hub.example.org"}}
_TLS = {"service_type": "nlb", "certificate_resource_name": "hub"}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    storage = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
    return JupyterHubAddOnProps.model_validate({**storage, "service_type": "cluster_ip", **settings})


@pytest.mark.parametrize(
    ("settings", "beginnings"),
    [
        (_LOG_IN, []),
        ({}, ["without oidc_config anyone can log in"]),
        ({"values": {"hub": {"config": {"JupyterHub": {"authenticator_class": "github"}}}}}, []),
        ({"shared_password": {"kubernetes_secret": "pw"}}, ["anyone who knows shared_password can log in"]),
    ],
)
def test_login_warnings(settings: dict[str, Any], beginnings: list[str]) -> None:
    """The user's own login isn't reported as missing."""
    found = list(login_warnings(_hub(**settings)))

    assert len(found) == len(beginnings)
    assert all(text.startswith(beginning) for text, beginning in zip(found, beginnings, strict=True))


@pytest.mark.parametrize(
    ("url", "exposure", "message"),
    [
        ("https://hub.example.org", {}, "the callback URL is https, but no TLS"),
        ("http://localhost:8000", _TLS, "the callback URL is http, but this hub serves https"),
        ("https://hub.example.org", _TLS, ""),
    ],
)
def test_callback_and_tls(url: str, exposure: dict[str, Any], message: str) -> None:
    """The browser returns to the URL that the provider knows."""
    found = list(callback_warnings(_hub(oidc_config={**_OIDC, "hub_url": url}, **exposure)))

    assert [message] == [warning[: len(message)] for warning in found] if message else found == []
    assert list(callback_warnings(_hub())) == []


def test_right_hubs_break_no_rule() -> None:
    """The rules themselves are tested by the models and the cases; here: valid hubs, and no login at all."""
    for hub in (_hub(), _hub(**_LOG_IN)):
        assert [*one_login(hub), *login_fits_the_chart(hub), *callback_leads_here(hub)] == []
