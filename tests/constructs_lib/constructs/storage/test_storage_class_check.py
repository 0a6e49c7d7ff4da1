"""A class of the cluster is read at plan, and must have the reclaim policy that the removal policy needs."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.constructs.storage.storage_class_check import StorageClassCheck
from constructs_lib.models.storage.ebs import EbsRemovalPolicy
from tests.conftest import Synth, hub_file, only
from tests.constructs_lib.stacks import new_stack, rendered
from tests.constructs_lib.storage_files import ebs_hub


@pytest.mark.parametrize(("policy", "wanted", "other"), [("RETAIN", "Retain", "DESTROY"), ("DESTROY", "Delete", "RETAIN")])
def test_condition(policy: str, wanted: str, other: str) -> None:
    """The message states what the class has, and the ways to fix it."""
    stack = new_stack()
    StorageClassCheck(stack, "Check", name="gp3", removal_policy=EbsRemovalPolicy(policy))
    (data,) = rendered(stack)["data"]["kubernetes_storage_class_v1"].values()
    (condition,) = data["lifecycle"]["postcondition"]

    assert {"name": "gp3"} == data["metadata"]
    assert f'${{self.reclaim_policy == "{wanted}"}}' == condition["condition"]
    assert (
        f"ebs_config.removal_policy: {policy} requires a storage class with the reclaim policy {wanted}, and gp3 has "
        "'${self.reclaim_policy}'. Set another class, let the hub file create one (storage_class: {name: …}), "
        f"or set removal_policy: {other}."
    ) == condition["error_message"]


def _checked(document: dict[str, Any]) -> list[str]:
    return sorted(data["metadata"]["name"] for data in document["data"].get("kubernetes_storage_class_v1", {}).values())


def _hub(storage_class: Any, **hub: Any) -> dict[str, Any]:
    config = {"storage_class": storage_class, "capacity": "10Gi", "removal_policy": "retain"}
    return {"service_type": "cluster_ip", "ebs_config": config, **hub}


def test_each_class_of_a_hub_is_checked_once(synth: Synth) -> None:
    """Homes, database and profiles, in the final chart values; nothing waits for the class, so it is read at plan."""
    profiles = {"singleuser": {"profileList": [{"display_name": "Fast", "kubespawner_override": {"storage_class": "io2"}}]}}
    document = synth(hub_file({"ebs_csi_driver": {}}, {"jupyterhub": _hub("gp3", values=profiles, hub_database={"storage_class": "st1"})}))

    assert ["gp3", "io2", "st1"] == _checked(document)
    assert ["gp3"] == _checked(synth(hub_file({"ebs_csi_driver": {}}, {"jupyterhub": _hub("gp3")})))
    assert "depends_on" not in only(document, "aws_eks_cluster", "data")
    assert all("depends_on" not in data for data in document["data"]["kubernetes_storage_class_v1"].values())


def test_classes_that_the_stack_creates_are_not_read(synth: Synth) -> None:
    """They don't exist at the first plan; whether they fit is known at synth."""
    first = {"jupyterhub": _hub({"name": "homes"})}
    second = {"jupyterhub": _hub("homes", namespace="second")}

    assert [] == _checked(synth(hub_file({"ebs_csi_driver": {}}, first, second)))


def test_without_a_removal_policy_nothing_is_read(synth: Synth) -> None:
    """The cluster's classes may not be reachable at plan."""
    assert [] == _checked(synth(ebs_hub("gp3")))
