"""The CSI drivers as add-ons: their settings, and where their constructs are."""

from __future__ import annotations

import json
from collections.abc import Callable

import cdktf
import pytest

import constructs_lib
from constructs_lib import AddOn, ClusterConfig, ClusterInfo
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps

_CLUSTER = ClusterConfig(name="research-cluster", region="us-west-2")


@pytest.mark.parametrize(
    ("kind", "id", "addon"),
    [(EbsCsiDriverAddOn, "EbsCsiDriver", "aws-ebs-csi-driver"), (EfsCsiDriverAddOn, "EfsCsiDriver", "aws-efs-csi-driver")],
)
def test_each_deploys_its_own(kind: Callable[..., AddOn], id: str, addon: str) -> None:
    """The construct's id is a contract; the EKS add-on is the driver's."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")

    kind(existing=True).deploy(ClusterInfo(stack=stack, cluster=ExistingCluster(stack, "Cluster", config=_CLUSTER)))

    assert ["Cluster", id] == [child.node.id for child in stack.node.children]
    assert [addon] == [found["addon_name"] for found in json.loads(cdktf.Testing.synth(stack))["data"]["aws_eks_addon"].values()]


def test_settings_and_deployment_are_one_class() -> None:
    """An add-on is its settings, so the models' checks recognize it."""
    assert isinstance(EbsCsiDriverAddOn(), EbsCsiDriverAddOnProps)
    assert issubclass(constructs_lib.JupyterHubAddOn, AddOn)
