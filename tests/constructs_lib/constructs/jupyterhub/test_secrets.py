"""The Secrets of a hub."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.jupyterhub.secrets import hub_secrets
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.terraform.dependencies import Dependables
from tests.constructs_lib.stacks import new_stack, rendered

_HUB = {"namespace": "team-a", "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}


def _created(**settings: Any) -> tuple[Dependables, dict[str, Any]]:
    stack = new_stack()
    hub, scope = JupyterHubAddOnProps.model_validate({**_HUB, **settings}), Construct(stack, "Hub")
    ready = hub_secrets(scope, hub, namespace=HubNamespace(stack, "Namespace", name="team-a", create=True))
    return ready, rendered(stack)["resource"].get("kubernetes_secret_v1", {})


def test_default() -> None:
    """A hub without secrets has none."""
    assert ([], {}) == _created()


def test_ids() -> None:
    """They are a contract: another id would create a new Secret and delete the old one."""
    variable = {"variable": "secret"}
    ready, made = _created(
        shared_password=variable,
        hub_database={"url_secret": variable},
        service_api_tokens={"a-b": variable, "c": {"kubernetes_secret": "c"}},
    )

    assert ["Hub_ApiToken-a-b", "Hub_DatabaseSecret", "Hub_LoginSecret"] == sorted(name.rpartition("_")[0] for name in made)
    assert 3 == len(ready)
    assert all(secret["depends_on"][0].startswith("kubernetes_namespace_v1.") for secret in made.values())
