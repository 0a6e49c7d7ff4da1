"""Homes on EBS: the created storage class, and what waits for it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.constructs.eks.csi_driver import EBS_CSI, CsiDriver
from constructs_lib.constructs.storage.ebs_homes import EbsHomes
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.storage.ebs import EbsConfig
from tests.conftest import Synth, chart_values, hub_file, only
from tests.constructs_lib.stacks import existing_cluster, hub_site, new_stack, rendered
from tests.constructs_lib.storage_files import KEY, ebs_hub


def _homes(storage_class: Any, *, driver: bool = True) -> tuple[EbsHomes, dict[str, Any]]:
    """Return the homes, and the JSON with what waits for their class."""
    stack = new_stack()
    cluster = existing_cluster(stack)
    made = CsiDriver(stack, "Driver", cluster=cluster, kind=EBS_CSI, props=EbsCsiDriverAddOnProps()) if driver else None
    site = hub_site(stack, cluster=cluster, driver=made, driver_ready=made.ready if made else ())
    config = EbsConfig.model_validate({"storage_class": storage_class, "capacity": "10Gi"})
    homes = EbsHomes(stack, "Homes", config=config, site=site)
    ready = [resource for group in homes.storage_classes.values() for resource in group]
    return homes, rendered(stack, ready=ready)


def test_named_class() -> None:
    """Nothing is created, and there is nothing to wait for."""
    homes, document = _homes("gp3")

    assert ({}, [], "") == (dict(homes.storage_classes), list(homes.ready), homes.database_class)
    assert "kubernetes_storage_class_v1" not in document["resource"]


def test_created_class() -> None:
    """It is published under its name, waits for the driver, and volumes wait for it."""
    homes, document = _homes({"name": "fast", "iops": 4000})
    made = only(document, "kubernetes_storage_class_v1")
    (name,) = document["resource"]["kubernetes_storage_class_v1"]

    assert ["fast"] == list(homes.storage_classes)
    assert [] == list(homes.ready)
    assert ("fast", "4000") == (made["metadata"]["name"], made["parameters"]["iops"])
    assert any(wait.startswith("aws_eks_addon.Driver") for wait in made["depends_on"])
    assert [f"kubernetes_storage_class_v1.{name}"] == only(document, "test_later")["depends_on"]
    assert name.startswith("Homes_Ebs_")


def test_key() -> None:
    """The stack's driver gets permission to use it, and a volume waits for the permission too."""
    _, document = _homes({"name": "mine", "kms_key_id": KEY})

    assert KEY == only(document, "kubernetes_storage_class_v1")["parameters"]["kmsKeyId"]
    assert {"kubernetes_storage_class_v1", "aws_iam_role_policy"} == {
        wait.partition(".")[0] for wait in only(document, "test_later")["depends_on"]
    }


def test_key_without_a_driver_of_this_stack() -> None:
    """Its role is someone else's, who has to permit the key."""
    _, document = _homes({"name": "mine", "kms_key_id": KEY}, driver=False)

    assert "aws_iam_role_policy" not in document["resource"]
    assert "depends_on" not in only(document, "kubernetes_storage_class_v1")


def test_class_is_created_once_per_hub() -> None:
    """A second one under the same id is a mistake of the caller."""
    stack = new_stack()
    site, config = hub_site(stack), EbsConfig.model_validate({"storage_class": {"name": "fast"}, "capacity": "10Gi"})
    EbsHomes(stack, "Homes", config=config, site=site)

    with pytest.raises(RuntimeError, match="There is already a Construct with name 'Homes'"):
        EbsHomes(stack, "Homes", config=config, site=site)


def test_users_and_the_database_use_the_created_class(synth: Synth) -> None:
    """The release waits for it."""
    document = synth(ebs_hub({"name": "homes"}))
    values = chart_values(document)

    assert "homes" == values["singleuser"]["storage"]["dynamic"]["storageClass"]
    assert "homes" == values["hub"]["db"]["pvc"]["storageClassName"]
    assert any(wait.startswith("kubernetes_storage_class_v1.") for wait in only(document, "helm_release")["depends_on"])


def test_named_class_is_used_as_it_is(synth: Synth) -> None:
    """Nothing is created, and the cluster isn't queried: it may not be reachable at plan."""
    document = synth(ebs_hub("gp3"))

    assert "gp3" == chart_values(document)["singleuser"]["storage"]["dynamic"]["storageClass"]
    assert "kubernetes_storage_class_v1" not in document["resource"]
    assert {"aws"} == {kind.partition("_")[0] for kind in document["data"]}


def test_class_of_an_earlier_hub_is_waited_for(synth: Synth) -> None:
    """It doesn't exist yet at plan."""

    def hub(namespace: str, storage_class: object) -> dict[str, object]:
        config = {"storage_class": storage_class, "capacity": "10Gi"}
        return {"jupyterhub": {"namespace": namespace, "service_type": "cluster_ip", "ebs_config": config}}

    document = synth(hub_file({"ebs_csi_driver": {}}, hub("first", {"name": "homes"}), hub("second", "homes")))

    (second,) = [r for r in document["resource"]["helm_release"].values() if "second" in r["namespace"]]
    assert any(wait.startswith("kubernetes_storage_class_v1.first_") for wait in second["depends_on"])


@pytest.mark.parametrize("policy", ["RETAIN", "DESTROY", None])
def test_policy_is_remembered(synth: Synth, policy: str | None) -> None:
    """The state stores what was deployed, under a name that scripts/data_loss.py looks for; without the key nothing is stored."""
    named = {"removal_policy": policy} if policy else {}
    memories = synth(ebs_hub(ebs_config={"storage_class": {"name": "homes"}, "capacity": "10Gi", **named}))["resource"]["terraform_data"]

    found = [block["input"] for name, block in memories.items() if name.startswith("jupyterhub_") and "_RemovalPolicy_" in name]

    assert ([{"policy": policy}] if policy else []) == found
