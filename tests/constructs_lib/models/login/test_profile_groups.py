"""Groups of profiles and the login; tests/cases/profiles.error.groups.yaml has the messages."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.login.profile_groups import groups_claim_has_effect, profile_groups_are_known

_LOGIN = {"hub_url": "https://hub.example.org", "client_id": "hub", "client_secret": {"kubernetes_secret": "login"}, "allow_all": True}
_OKTA = {"okta": {"domain": "example.okta.com"}}


@pytest.mark.parametrize(
    ("version", "login"),
    [
        ("4.4.0", {**_OKTA}),
        ("2.0.0", {**_OKTA}),
        ("1.2.0", {**_OKTA, "groups_claim": "groups"}),
        ("3.3.8", {"cognito": {"domain": "pool", "region": "us-west-2"}}),
        ("4.4.0", {"cilogon": {"idps": ["https://idp.example.org/x"]}, "groups_claim": "isMemberOf"}),
    ],
)
def test_providers_that_send_groups(version: str, login: dict[str, Any]) -> None:
    """With their own claim, or with the configured one."""
    hub = JupyterHubAddOnProps.model_validate({
        "version": version, "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip",
        "oidc_config": {**_LOGIN, **login}, "profiles": [{"display_name": "A", "allowed_groups": ["staff"]}],
    })  # fmt: skip

    assert [] == [*profile_groups_are_known(hub), *groups_claim_has_effect(hub)]
