"""An EKS add-on: its version, its settings, its role, or that it exists already."""

from __future__ import annotations

import json
from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest

from constructs_lib.constructs.eks.addon import EksAddon
from constructs_lib.constructs.eks.addon_role import AddonRole
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.errors import RenderError
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.identity import Identity, ServiceAccount
from tests.conftest import only

_POLICY = "service-role/AmazonEBSCSIDriverPolicy"


def _addon(**settings: Any) -> EksAddon:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    return EksAddon(stack, "Driver", cluster=cluster, name="test-driver", **settings)


def _rendered(**settings: Any) -> dict[str, Any]:
    addon = _addon(**settings)
    stack = cdktf.TerraformStack.of(addon)
    cdktf.TerraformResource(stack, "Later", terraform_resource_type="test_later", depends_on=list(addon.ready))
    return dict(json.loads(cdktf.Testing.synth(stack)))


def _with_role(identity: Identity) -> dict[str, Any]:
    role = AddonRole(
        identity=identity, service_account=ServiceAccount("kube-system", "driver-sa"), purpose="driver", managed_policies=(_POLICY,)
    )
    return _rendered(role=role)


def _own(document: dict[str, Any]) -> dict[str, Any]:
    """Return the add-on's own block: the EKS Pod Identity agent is another add-on."""
    (addon,) = [addon for addon in document["resource"]["aws_eks_addon"].values() if addon["addon_name"] == "test-driver"]
    return dict(addon)


def test_defaults() -> None:
    """EKS's version for the cluster, existing objects are left alone, nothing is kept or waited for, and there is no role."""
    document = _rendered()
    addon = only(document, "aws_eks_addon")
    version = only(document, "aws_eks_addon_version", "data")
    (looked_up,) = document["data"]["aws_eks_addon_version"]

    assert ("research-cluster", "test-driver", "NONE", "OVERWRITE", False) == tuple(
        addon[key] for key in ("cluster_name", "addon_name", "resolve_conflicts_on_create", "resolve_conflicts_on_update", "preserve")
    )
    assert f"${{data.aws_eks_addon_version.{looked_up}.version}}" == addon["addon_version"]
    assert "test-driver" == version["addon_name"]
    assert version["kubernetes_version"].startswith("${data.aws_eks_cluster.")
    assert not {"configuration_values", "pod_identity_association", "service_account_role_arn", "depends_on"} & set(addon)
    assert "aws_iam_role" not in document["resource"]


def test_it_is_what_others_wait_for() -> None:
    """Its logical id is its own, without the name of the resource inside."""
    document = _rendered()
    (name,) = document["resource"]["aws_eks_addon"]

    assert name.startswith("Driver_")
    assert "Resource" not in name
    assert [f"aws_eks_addon.{name}"] == only(document, "test_later")["depends_on"]


@pytest.mark.parametrize(("version", "most_recent"), [("default", False), ("latest", True)])
def test_version_for_the_cluster(version: str, most_recent: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """Both values mean a version for the cluster's Kubernetes version."""
    found = only(_rendered(version=version), "aws_eks_addon_version", "data")

    assert most_recent == found["most_recent"]


def test_exact_version() -> None:
    """A pinned version is used as it is, and nothing is looked up."""
    document = _rendered(version="v1.45.0-eksbuild.2")

    assert "v1.45.0-eksbuild.2" == only(document, "aws_eks_addon")["addon_version"]
    assert "aws_eks_addon_version" not in document["data"]


def test_configuration_is_json() -> None:
    """Null reaches the add-on."""
    addon = only(_rendered(configuration={"controller": {"note": "x", "replicas": None}}, preserve=True), "aws_eks_addon")

    assert {"controller": {"note": "x", "replicas": None}} == json.loads(addon["configuration_values"])
    assert addon["preserve"] is True


def test_role_with_pod_identity() -> None:
    """The association is on the add-on itself, which starts after the role's permissions and the agent."""
    document = _with_role(Identity.POD_IDENTITY)
    addon = _own(document)
    (role,) = document["resource"]["aws_iam_role"]

    assert [{"role_arn": f"${{aws_iam_role.{role}.arn}}", "service_account": "driver-sa"}] == addon["pod_identity_association"]
    assert role.startswith("Driver_Role_")
    assert "service_account_role_arn" not in addon
    assert ["aws_iam_role_policy_attachment", "aws_eks_addon"] == [wait.partition(".")[0] for wait in addon["depends_on"]]


def test_role_with_irsa() -> None:
    """The add-on annotates its service account with the role, and no agent is needed."""
    document = _with_role(Identity.IRSA)
    addon = only(document, "aws_eks_addon")
    (role,) = document["resource"]["aws_iam_role"]

    assert f"${{aws_iam_role.{role}.arn}}" == addon["service_account_role_arn"]
    assert "pod_identity_association" not in addon
    assert ["aws_iam_role_policy_attachment"] == [wait.partition(".")[0] for wait in addon["depends_on"]]


def test_role_of_the_nodes() -> None:
    """Nothing is created: the nodes' role is the user's."""
    document = _with_role(Identity.NODE_ROLE)

    assert "aws_iam_role" not in document["resource"]
    assert not {"pod_identity_association", "service_account_role_arn", "depends_on"} & set(only(document, "aws_eks_addon"))


def test_role_is_published() -> None:
    """Others can grant it permissions, unless this stack creates none."""
    account = ServiceAccount("kube-system", "driver-sa")
    role = AddonRole(identity=Identity.IRSA, service_account=account, purpose="driver", managed_policies=())
    made, existing = _addon(role=role).role, _addon(role=role, existing=True).role

    assert made is not None
    assert account == made.service_account
    assert existing is None
    assert _addon().role is None


def test_existing_is_looked_up() -> None:
    """A missing one fails at plan; nothing is managed, and others wait for the lookup."""
    document = _rendered(existing=True)
    ((name, found),) = document["data"]["aws_eks_addon"].items()

    assert ("research-cluster", "test-driver") == (found["cluster_name"], found["addon_name"])
    assert ["test_later"] == list(document["resource"])
    assert [f"data.aws_eks_addon.{name}"] == only(document, "test_later")["depends_on"]


def test_self_managed_is_not_looked_up() -> None:
    """EKS doesn't know a driver installed with Helm: a lookup would fail at plan."""
    document = _rendered(existing=True, look_up=False)

    assert ["test_later"] == list(document["resource"])
    assert "aws_eks_addon" not in document.get("data", {})
    assert [] == only(document, "test_later")["depends_on"]


def test_taken_over_only_if_set() -> None:
    """EKS then overwrites what was installed in other ways."""
    assert "OVERWRITE" == only(_rendered(take_over=True), "aws_eks_addon")["resolve_conflicts_on_create"]


@pytest.mark.parametrize("settings", [{"configuration": {"a": 1}}, {"preserve": True}, {"take_over": True}])
def test_existing_accepts_no_settings(settings: dict[str, Any]) -> None:
    """They would silently have no effect."""
    with pytest.raises(
        RenderError,
        match=r"^\[research/Driver\] add-on 'test-driver' exists and is not managed; remove configuration, preserve and take_over$",
    ):
        _addon(existing=True, **settings)
