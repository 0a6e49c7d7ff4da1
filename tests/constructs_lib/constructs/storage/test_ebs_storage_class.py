"""Storage classes for homes on EBS: made, named, and looked for."""

from __future__ import annotations

import json

from tests.conftest import Synth, chart_values, hub_file, only
from tests.constructs_lib.storage_files import KEY, ebs_hub


def test_made_class_keeps_encrypted_volumes_near_their_pod(synth: Synth) -> None:
    """The defaults: gp3, encrypted, made in the first pod's zone, enlargeable, kept when the claim goes."""
    made = only(synth(ebs_hub({"name": "jupyterhub-gp3"})), "kubernetes_storage_class_v1")

    assert {"name": "jupyterhub-gp3"} == made["metadata"]
    assert {"type": "gp3", "encrypted": "true"} == made["parameters"]
    assert ("ebs.csi.aws.com", "WaitForFirstConsumer", True, "Retain") == tuple(
        made[key] for key in ("storage_provisioner", "volume_binding_mode", "allow_volume_expansion", "reclaim_policy")
    )
    assert any(wait.startswith("aws_eks_addon.EbsCsiDriver") for wait in made["depends_on"])


def test_made_class_takes_speed_and_policy(synth: Synth) -> None:
    """Every setting arrives at the driver, in its words."""
    settings = {"name": "fast", "type": "gp3", "iops": 4000, "throughput": 500, "encrypted": False, "reclaim_policy": "delete"}
    made = only(synth(ebs_hub(settings, hub_database="in_memory")), "kubernetes_storage_class_v1")

    assert {"type": "gp3", "encrypted": "false", "iops": "4000", "throughput": "500"} == made["parameters"]
    assert "Delete" == made["reclaim_policy"]


def test_users_and_the_database_use_the_made_class(synth: Synth) -> None:
    """The release waits for it."""
    document = synth(ebs_hub({"name": "homes"}))
    values = chart_values(document)

    assert "homes" == values["singleuser"]["storage"]["dynamic"]["storageClass"]
    assert "homes" == values["hub"]["db"]["pvc"]["storageClassName"]
    assert any(wait.startswith("kubernetes_storage_class_v1.") for wait in only(document, "helm_release")["depends_on"])


def test_drivers_role_may_use_the_key_and_no_other(synth: Synth) -> None:
    """Grants are for AWS resources alone; without the permission volumes would stay unattached."""
    document = synth(ebs_hub({"name": "mine", "kms_key_id": KEY}))

    policy = only(document, "aws_iam_role_policy")
    grants, use = json.loads(policy["policy"])["Statement"]
    assert KEY == only(document, "kubernetes_storage_class_v1")["parameters"]["kmsKeyId"]
    assert "${aws_iam_role.EbsCsiDriver_Role_E0044AFE.name}" == policy["role"]
    assert [KEY, KEY] == [grants["Resource"], use["Resource"]]
    assert {"Bool": {"kms:GrantIsForAWSResource": "true"}} == grants["Condition"]
    assert ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] == use["Action"]


def test_key_of_someone_elses_driver_is_theirs_to_permit(synth: Synth) -> None:
    """There is no role here to write on."""
    document = synth(ebs_hub({"name": "mine", "kms_key_id": KEY}, driver={"existing": True}))

    assert "aws_iam_role_policy" not in document["resource"]


def test_auto_mode_uses_the_built_in_driver(synth: Synth) -> None:
    """No add-on is needed for it."""
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": {"name": "auto", "auto_mode": True}, "capacity": "10Gi"}}
    document = synth(hub_file({"jupyterhub": hub}))

    assert "ebs.csi.eks.amazonaws.com" == only(document, "kubernetes_storage_class_v1")["storage_provisioner"]
    assert "aws_eks_addon" not in document["resource"]


def test_key_of_auto_mode_is_the_clusters_to_permit(synth: Synth) -> None:
    """Another driver's role has no use for it, nor is that driver waited for."""
    document = synth(ebs_hub({"name": "auto", "auto_mode": True, "kms_key_id": KEY}))

    assert "aws_iam_role_policy" not in document["resource"]
    assert "depends_on" not in only(document, "kubernetes_storage_class_v1")


def test_named_class_is_used_as_it_is(synth: Synth) -> None:
    """Nothing is made, and nothing is asked of the cluster: it may not be within reach of who plans."""
    document = synth(ebs_hub("gp3"))

    assert "gp3" == chart_values(document)["singleuser"]["storage"]["dynamic"]["storageClass"]
    assert "kubernetes_storage_class_v1" not in document["resource"]
    assert {"aws"} == {kind.partition("_")[0] for kind in document["data"]}


def test_class_of_an_earlier_hub_is_waited_for(synth: Synth) -> None:
    """It isn't there yet when the plan is made."""

    def hub(namespace: str, storage_class: object) -> dict[str, object]:
        config = {"storage_class": storage_class, "capacity": "10Gi"}
        return {"jupyterhub": {"namespace": namespace, "service_type": "cluster_ip", "ebs_config": config}}

    document = synth(hub_file({"ebs_csi_driver": {}}, hub("first", {"name": "homes"}), hub("second", "homes")))

    (second,) = [r for r in document["resource"]["helm_release"].values() if "second" in r["namespace"]]
    assert any(wait.startswith("kubernetes_storage_class_v1.first_") for wait in second["depends_on"])
