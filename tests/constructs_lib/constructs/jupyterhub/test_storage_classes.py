"""The storage classes of a hub."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from constructs_lib.constructs.jupyterhub.storage_classes import check_classes, ready_classes
from constructs_lib.constructs.storage.home_storages import home_storage
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.constructs_lib.stacks import hub_site, new_stack, rendered, thing


def _hub(**ebs: Any) -> JupyterHubAddOnProps:
    config = {"storage_class": "gp3", "capacity": "10Gi", **ebs}
    return JupyterHubAddOnProps.model_validate({"namespace": "team-a", "service_type": "cluster_ip", "ebs_config": config})


def _checked(hub: JupyterHubAddOnProps, *made: str) -> list[str]:
    stack = new_stack()
    scope = Construct(stack, "Hub")
    homes = home_storage(scope, config=hub.homes, site=hub_site(stack))
    check_classes(scope, hub, homes=homes, made=dict.fromkeys(made, ()))
    found = rendered(stack).get("data", {}).get("kubernetes_storage_class_v1", {})
    return [name.rpartition("_")[0] for name in found]


def test_classes_of_the_cluster_are_checked() -> None:
    """Only with a removal policy, and not those that the stack creates."""
    assert ["Hub_ClassChecks_Of-gp3"] == _checked(_hub(removal_policy="RETAIN"), "other")
    assert [] == _checked(_hub(removal_policy="RETAIN"), "gp3")
    assert [] == _checked(_hub())


def test_classes_of_the_stack_are_waited_for() -> None:
    """Once each, although homes and database use the same one; those that the hub doesn't use are not."""
    stack = new_stack()
    first, second = thing(stack, "first"), thing(stack, "second")

    assert [first] == ready_classes(_hub(), made={"gp3": [first], "other": [second]})
    assert [] == ready_classes(_hub(), made={})
