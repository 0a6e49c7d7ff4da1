"""The choices: values of the hub file if it has them."""

from __future__ import annotations

from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType, LoadBalancerScheme
from constructs_lib.models.login.identity_providers import PROVIDERS
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme


def test_they_are_the_hub_files_values() -> None:
    """All of them."""
    assert {kind.value for kind in JupyterHubServiceType} == {kind.value for kind in Exposure}
    assert {scheme.value for scheme in LoadBalancerScheme} == {scheme.value for scheme in Scheme}
    assert set(PROVIDERS) == {login.value for login in Login} - {"none", "shared-password", "oidc"}
