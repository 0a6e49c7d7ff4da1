"""A CSI driver: managed with its role, or proved to be there."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest

from constructs_lib.constructs.csi_driver import EBS_CSI, EFS_CSI, CsiDriver, CsiDriverKind
from constructs_lib.constructs.existing_cluster import ExistingCluster
from constructs_lib.models.cluster import ClusterConfig
from constructs_lib.models.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.identity import Identity, PodIdentityAgentMode
from tests.conftest import only


def _rendered(kind: CsiDriverKind = EBS_CSI, **settings: Any) -> tuple[dict[str, Any], str | None]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    config = ClusterConfig(name="research-cluster", region="us-west-2", pod_identity_agent=PodIdentityAgentMode.EXISTING)
    cluster = ExistingCluster(stack, "Cluster", config=config)
    driver = CsiDriver(stack, "Driver", cluster=cluster, kind=kind, props=EbsCsiDriverAddOnProps(**settings))
    assert [1] == [len(driver.ready)]
    return dict(json.loads(cdktf.Testing.synth(stack))), driver.role_name


@pytest.fixture(scope="module")
def default() -> dict[str, Any]:
    """Give the JSON of a driver with no settings."""
    return _rendered()[0]


def test_default_version_is_that_of_eks(default: dict[str, Any]) -> None:
    """EKS says which version goes with the cluster's Kubernetes, and not the newest."""
    addon, version = only(default, "aws_eks_addon"), only(default, "aws_eks_addon_version", "data")
    (address,) = default["data"]["aws_eks_addon_version"]

    assert ("research-cluster", "aws-ebs-csi-driver", f"${{data.aws_eks_addon_version.{address}.version}}") == tuple(
        addon[key] for key in ("cluster_name", "addon_name", "addon_version")
    )
    assert ("aws-ebs-csi-driver", False) == (version["addon_name"], version["most_recent"])
    assert version["kubernetes_version"].endswith(".version}")


def test_default_takes_over_and_goes_with_the_stack(default: dict[str, Any]) -> None:
    """A self-managed driver of the same name is taken over; on destroy the driver goes."""
    addon = only(default, "aws_eks_addon")

    assert ("OVERWRITE", "OVERWRITE", False) == tuple(
        addon[key] for key in ("resolve_conflicts_on_create", "resolve_conflicts_on_update", "preserve")
    )
    assert "configuration_values" not in addon


def test_default_role_is_on_the_add_on_itself(default: dict[str, Any]) -> None:
    """EKS associates the role; its permissions are there before the driver starts and until it is gone, as is the agent."""
    addon = only(default, "aws_eks_addon")
    (role,) = default["resource"]["aws_iam_role"]
    (attachment,) = default["resource"]["aws_iam_role_policy_attachment"]
    agents = [name for name, found in default["data"]["aws_eks_addon"].items() if found["addon_name"] == "eks-pod-identity-agent"]

    assert [{"role_arn": f"${{aws_iam_role.{role}.arn}}", "service_account": "ebs-csi-controller-sa"}] == addon["pod_identity_association"]
    assert "service_account_role_arn" not in addon
    assert {f"aws_iam_role_policy_attachment.{attachment}", f"data.aws_eks_addon.{agents[0]}"} == set(addon["depends_on"])


def test_efs_with_own_settings() -> None:
    """The newest version, IRSA, configuration that stays literal, and a driver that outlives the stack."""
    document, role_name = _rendered(
        EFS_CSI, version="latest", identity=Identity.IRSA, preserve=True, configuration={"controller": {"tags": "${x}", "n": None}}
    )
    addon = only(document, "aws_eks_addon")
    (role,) = document["resource"]["aws_iam_role"]
    attachment = only(document, "aws_iam_role_policy_attachment")

    assert ("aws-efs-csi-driver", True) == (addon["addon_name"], addon["preserve"])
    assert only(document, "aws_eks_addon_version", "data")["most_recent"]
    assert {"controller": {"tags": "$${x}", "n": None}} == json.loads(addon["configuration_values"])
    assert f"${{aws_iam_role.{role}.arn}}" == addon["service_account_role_arn"]
    assert "pod_identity_association" not in addon
    assert attachment["policy_arn"].endswith("/service-role/AmazonEFSCSIDriverPolicy")
    assert role_name is not None


def test_exact_version_without_a_role() -> None:
    """Nothing is looked up for an exact version, and the nodes' role gives what the driver needs."""
    document, role_name = _rendered(version="v1.45.0-eksbuild.2", identity=Identity.NODE_ROLE)

    assert "v1.45.0-eksbuild.2" == only(document, "aws_eks_addon")["addon_version"]
    assert {"aws_eks_addon"} == set(document["resource"])
    assert {"aws_eks_cluster"} == set(document["data"])
    assert "depends_on" not in only(document, "aws_eks_addon")
    assert role_name is None


def test_existing_is_looked_up_alone() -> None:
    """A missing one fails at plan; nothing is managed."""
    document, role_name = _rendered(existing=True)

    assert ("research-cluster", "aws-ebs-csi-driver") == tuple(
        only(document, "aws_eks_addon", "data")[key] for key in ("cluster_name", "addon_name")
    )
    assert "resource" not in document
    assert role_name is None
