"""Storage classes for homes on EBS: created, named, and looked up."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.csi_driver import EBS_CSI, CsiDriver
from constructs_lib.constructs.storage.ebs_storage_class import EbsStorageClass
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig
from tests.conftest import Synth, hub_file, only
from tests.constructs_lib.storage_files import KEY, ebs_hub


def test_created_class_keeps_encrypted_volumes_near_their_pod(synth: Synth) -> None:
    """The defaults: gp3, encrypted, created in the first pod's zone, expandable, kept when the claim is deleted."""
    made = only(synth(ebs_hub({"name": "jupyterhub-gp3"})), "kubernetes_storage_class_v1")

    assert {"name": "jupyterhub-gp3"} == made["metadata"]
    assert {"type": "gp3", "encrypted": "true"} == made["parameters"]
    assert ("ebs.csi.aws.com", "WaitForFirstConsumer", True, "Retain") == tuple(
        made[key] for key in ("storage_provisioner", "volume_binding_mode", "allow_volume_expansion", "reclaim_policy")
    )
    assert any(wait.startswith("aws_eks_addon.EbsCsiDriver") for wait in made["depends_on"])


def test_created_class_has_performance_and_policy(synth: Synth) -> None:
    """Every setting reaches the driver, as its parameters."""
    settings = {"name": "fast", "type": "gp3", "iops": 4000, "throughput": 500, "encrypted": False, "reclaim_policy": "delete"}
    made = only(synth(ebs_hub(settings, hub_database="in_memory")), "kubernetes_storage_class_v1")

    assert {"type": "gp3", "encrypted": "false", "iops": "4000", "throughput": "500"} == made["parameters"]
    assert "Delete" == made["reclaim_policy"]


def test_drivers_role_may_use_the_key_and_no_other(synth: Synth) -> None:
    """Only grants for AWS resources; without the permission volumes would stay unattached."""
    document = synth(ebs_hub({"name": "mine", "kms_key_id": KEY}))

    policy = only(document, "aws_iam_role_policy")
    grants, use = json.loads(policy["policy"])["Statement"]
    assert KEY == only(document, "kubernetes_storage_class_v1")["parameters"]["kmsKeyId"]
    assert "${aws_iam_role.EbsCsiDriver_Role_E0044AFE.name}" == policy["role"]
    assert [KEY, KEY] == [grants["Resource"], use["Resource"]]
    assert {"Bool": {"kms:GrantIsForAWSResource": "true"}} == grants["Condition"]
    assert ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] == use["Action"]


def test_someone_elses_driver_needs_their_permission(synth: Synth) -> None:
    """There is no role here to add it to."""
    document = synth(ebs_hub({"name": "mine", "kms_key_id": KEY}, driver={"existing": True}))

    assert "aws_iam_role_policy" not in document["resource"]


def test_auto_mode_uses_the_built_in_driver(synth: Synth) -> None:
    """No add-on is needed for it."""
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": {"name": "auto", "auto_mode": True}, "capacity": "10Gi"}}
    document = synth(hub_file({"jupyterhub": hub}))

    assert "ebs.csi.eks.amazonaws.com" == only(document, "kubernetes_storage_class_v1")["storage_provisioner"]
    assert "aws_eks_addon" not in document["resource"]


def test_the_clusters_owner_permits_the_key_of_auto_mode(synth: Synth) -> None:
    """Another driver's role doesn't need it, and that driver isn't waited for."""
    document = synth(ebs_hub({"name": "auto", "auto_mode": True, "kms_key_id": KEY}))

    assert "aws_iam_role_policy" not in document["resource"]
    assert "depends_on" not in only(document, "kubernetes_storage_class_v1")


def _class(*, with_driver: bool = True, **settings: Any) -> dict[str, Any]:
    """Return the JSON of a class, and of what waits for it."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    driver = CsiDriver(stack, "Driver", cluster=cluster, kind=EBS_CSI, props=EbsCsiDriverAddOnProps()) if with_driver else None
    config = StorageClassConfig(name="homes", **settings)
    made = EbsStorageClass(stack, "Class", config=config, driver=driver, depends_on=driver.ready if driver else [])
    cdktf.TerraformResource(stack, "Later", terraform_resource_type="test_later", depends_on=list(made.ready))
    return dict(json.loads(cdktf.Testing.synth(stack)))


def test_class_and_its_users_wait_for_the_permission() -> None:
    """A volume that is requested too early stays unattached until someone deletes it."""
    document = _class(kms_key_id=KEY)
    (policy,) = document["resource"]["aws_iam_role_policy"]
    (name,) = document["resource"]["kubernetes_storage_class_v1"]

    assert policy.startswith("Class_KeyPolicy_")
    assert f"aws_iam_role_policy.{policy}" in only(document, "kubernetes_storage_class_v1")["depends_on"]
    assert [f"kubernetes_storage_class_v1.{name}", f"aws_iam_role_policy.{policy}"] == only(document, "test_later")["depends_on"]


@pytest.mark.parametrize(
    ("with_driver", "settings"), [(True, {}), (False, {}), (False, {"kms_key_id": KEY})], ids=["no key", "neither", "no driver"]
)
def test_no_permission_to_give(with_driver: bool, settings: dict[str, Any]) -> None:  # noqa: FBT001  # a parameter of the test
    """Without a key there is nothing to permit; without a driver there is no role to permit it to."""
    document = _class(with_driver=with_driver, **settings)

    assert "aws_iam_role_policy" not in document["resource"]
    assert settings.get("kms_key_id") == only(document, "kubernetes_storage_class_v1")["parameters"].get("kmsKeyId")
