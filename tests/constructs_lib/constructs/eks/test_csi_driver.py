"""CSI drivers that work on a plain cluster: the add-on, its version and its role."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest
from constructs import Construct

from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.csi_driver import EBS_CSI, EFS_CSI, CsiDriver, CsiDriverKind
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.csi_driver import CsiDriverAddOnProps
from tests.conftest import Synth, only
from tests.constructs_lib.storage_files import KEY, ebs_hub, efs_hub


def _driver(document: dict[str, Any], name: str) -> dict[str, Any]:
    (addon,) = [addon for addon in document["resource"]["aws_eks_addon"].values() if addon["addon_name"] == name]
    return dict(addon)


@pytest.mark.parametrize(
    ("file", "name", "account", "policy"),
    [
        (ebs_hub(), "aws-ebs-csi-driver", "ebs-csi-controller-sa", "AmazonEBSCSIDriverPolicy"),
        (efs_hub(), "aws-efs-csi-driver", "efs-csi-controller-sa", "AmazonEFSCSIDriverPolicy"),
    ],
    ids=["ebs", "efs"],
)
def test_pod_identity_is_associated_on_the_add_on(file: dict[str, Any], name: str, account: str, policy: str, synth: Synth) -> None:
    """By default the driver's controller has AWS's policy through a separate role."""
    document = synth(file)

    (association,) = _driver(document, name)["pod_identity_association"]
    attachment = only(document, "aws_iam_role_policy_attachment")
    assert account == association["service_account"]
    assert association["role_arn"].startswith("${aws_iam_role.")
    assert attachment["policy_arn"].endswith(f":iam::aws:policy/service-role/{policy}")


def test_driver_starts_after_its_permissions_and_the_agent(synth: Synth) -> None:
    """A driver that starts without a role fails to create volumes until it is restarted."""
    waits = _driver(synth(ebs_hub()), "aws-ebs-csi-driver")["depends_on"]

    assert ["aws_eks_addon", "aws_iam_role_policy_attachment"] == sorted(wait.partition(".")[0] for wait in waits)


def test_irsa_names_the_role_on_the_add_on(synth: Synth) -> None:
    """No agent is needed then."""
    document = synth(ebs_hub(driver={"identity": "irsa"}))

    driver = only(document, "aws_eks_addon")
    assert driver["service_account_role_arn"].startswith("${aws_iam_role.")
    assert "pod_identity_association" not in driver


def test_node_role_creates_only_the_add_on(synth: Synth) -> None:
    """The nodes' role is the user's."""
    document = synth(ebs_hub(driver={"identity": "node_role"}))

    driver = only(document, "aws_eks_addon")
    assert "aws_iam_role" not in document["resource"]
    assert not {"pod_identity_association", "service_account_role_arn", "depends_on"} & set(driver)


def test_existing_driver_is_looked_up_by_name(synth: Synth) -> None:
    """A missing one fails at plan; nothing is managed."""
    document = synth(ebs_hub(driver={"existing": True}))

    assert "aws-ebs-csi-driver" == only(document, "aws_eks_addon", "data")["addon_name"]
    assert not {"aws_eks_addon", "aws_iam_role"} & set(document["resource"])


@pytest.mark.parametrize(("version", "newest"), [("default", None), ("latest", True)])
def test_version_fits_the_cluster(version: str, newest: bool | None, synth: Synth) -> None:  # noqa: FBT001  # a parameter of the test
    """Default and latest are looked up for the cluster's Kubernetes version."""
    found = synth(ebs_hub(driver={"version": version}))["data"]["aws_eks_addon_version"]

    (wanted,) = [data for data in found.values() if data["addon_name"] == "aws-ebs-csi-driver"]
    assert (newest or False) == wanted.get("most_recent", False)
    assert wanted["kubernetes_version"].startswith("${data.aws_eks_cluster.")


def test_exact_version_is_not_looked_up(synth: Synth) -> None:
    """A pinned version is used as it is."""
    document = synth(ebs_hub(driver={"version": "v1.45.0-eksbuild.2", "identity": "irsa"}))

    assert "v1.45.0-eksbuild.2" == only(document, "aws_eks_addon")["addon_version"]
    assert "aws_eks_addon_version" not in document["data"]


def test_users_claims_are_deleted_before_the_driver(synth: Synth) -> None:
    """The claims are deleted with the namespace, and only a running driver can release their volumes."""
    document = synth(ebs_hub())

    assert any(wait.startswith("aws_eks_addon.EbsCsiDriver") for wait in only(document, "kubernetes_namespace_v1")["depends_on"])


def _configuration(kind: CsiDriverKind, tags: dict[str, str], **settings: Any) -> Any:
    """Return the configuration values of a driver, or None."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    CsiDriver(stack, "Driver", cluster=cluster, kind=kind, props=CsiDriverAddOnProps.model_validate(settings), tags=tags)
    made = json.loads(cdktf.Testing.synth(stack)).get("resource", {}).get("aws_eks_addon", {})
    values = [addon["configuration_values"] for addon in made.values() if "configuration_values" in addon]
    return json.loads(values[0]) if values else None


def test_volumes_have_the_tags_of_the_stack() -> None:
    """The driver creates the volumes, so it sets their tags; its own configuration is added and wins."""
    own = {"controller": {"extraVolumeTags": {"team": "physics"}, "replicaCount": 3}}
    tags = {"team": "data", "CostCenter": "4711"}

    assert {"controller": {"extraVolumeTags": tags}} == _configuration(EBS_CSI, tags)
    assert {"controller": {"extraVolumeTags": {**tags, "team": "physics"}, "replicaCount": 3}} == _configuration(
        EBS_CSI, tags, configuration=own
    )
    assert None is _configuration(EBS_CSI, {}) is _configuration(EFS_CSI, tags) is _configuration(EBS_CSI, tags, existing=True)


def _allowing(kind: CsiDriverKind = EBS_CSI, **settings: Any) -> tuple[dict[str, Any], int]:
    """Let a driver use a key for something below Homes; return the JSON, and the number of dependencies."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    driver = CsiDriver(stack, "Driver", cluster=cluster, kind=kind, props=CsiDriverAddOnProps.model_validate(settings))
    waits = driver.allow_key(Construct(stack, "Homes"), "KeyPolicy", key_arn=KEY)
    cdktf.TerraformResource(stack, "Later", terraform_resource_type="test_later", depends_on=list(waits) or None)
    return dict(json.loads(cdktf.Testing.synth(stack))), len(waits)


@pytest.mark.parametrize("identity", ["pod_identity", "irsa"])
def test_key_for_the_drivers_role(identity: str) -> None:
    """The policy belongs to what needs the key, names only that key, and allows grants only for AWS resources."""
    document, _ = _allowing(identity=identity)
    ((name, policy),) = document["resource"]["aws_iam_role_policy"].items()
    (role,) = document["resource"]["aws_iam_role"]
    grants, use = json.loads(policy["policy"])["Statement"]

    assert name.startswith("Homes_KeyPolicy_")
    assert [f"aws_iam_role_policy.{name}"] == only(document, "test_later")["depends_on"]
    assert (f"${{aws_iam_role.{role}.name}}", "ebs-key-") == (policy["role"], policy["name_prefix"])
    assert [KEY, KEY] == [grants["Resource"], use["Resource"]]
    assert {"Bool": {"kms:GrantIsForAWSResource": "true"}} == grants["Condition"]
    assert ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"] == grants["Action"]


def test_policy_is_named_after_the_storage() -> None:
    """It distinguishes the policies of several drivers."""
    assert "efs-key-" == only(_allowing(EFS_CSI)[0], "aws_iam_role_policy")["name_prefix"]


@pytest.mark.parametrize("settings", [{"existing": True}, {"self_managed": True}, {"identity": "node_role"}], ids=str)
def test_key_for_someone_elses_role(settings: dict[str, Any]) -> None:
    """This stack has no role to add it to, and there is nothing to wait for."""
    document, waits = _allowing(**settings)

    assert 0 == waits
    assert "aws_iam_role_policy" not in document["resource"]


def test_driver_that_is_not_an_add_on() -> None:
    """Nothing is created and EKS isn't asked for it, since it has no such add-on; the hub waits for nothing of the driver."""
    document, _ = _allowing(self_managed=True)

    assert ["test_later"] == list(document["resource"])
    assert "aws_eks_addon" not in document["data"]
