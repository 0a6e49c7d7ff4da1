"""The one list of checks: each kind of misfit is found, in the order of the list, and parts that are missing are read late."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from constructs_lib.checks.blueprint import blueprint_problems
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {
            "ebs_config": {"storage_class": {"name": "fast"}, "capacity": "10Gi"},
            "load_balancer_scheme": "internal",
            "dns": {"hosted_zone": "example.org", "record": "hub"},
            "release": settings["namespace"],
            **settings,
        }
    )


def test_each_kind_of_misfit() -> None:
    """Order, storage, names and certificates, all in one pass."""
    hubs = [_hub(namespace="a"), _hub(namespace="b", certificate_resource_name="none")]
    surroundings = SimpleNamespace(cluster=ClusterConfig(name="c", region="us-west-2"), certificates={})

    problems = [str(problem) for problem in blueprint_problems(hubs, surroundings, class_names={"ebs_csi_driver": "EbsCsiDriverAddOn"})]

    assert [
        "Missing a dependency for EbsCsiDriverAddOn", "Missing a dependency for aws_load_balancer_controller",
        "Missing a dependency for EbsCsiDriverAddOn", "Missing a dependency for aws_load_balancer_controller",
        "'fast' is made by add_ons[0] already", "hub.example.org leads to the hub of add_ons[0] already",
        "'none' is not one of the certificates (none are defined)",
    ] == [problem.partition(": ")[2].partition(";")[0] for problem in problems]  # fmt: skip


def test_missing_parts_are_read_late() -> None:
    """In the report on a wrong file the cluster may be unknown: what doesn't need it was found before."""
    with pytest.raises(AttributeError):
        list(blueprint_problems([_hub(namespace="a")], SimpleNamespace(), class_names={}))

    problems = blueprint_problems([_hub(namespace="a")], SimpleNamespace(), class_names={})
    assert "Missing a dependency for ebs_csi_driver" in next(problems).message
