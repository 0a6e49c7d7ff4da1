"""What a blueprint passes to each add-on, and what an add-on publishes."""

from __future__ import annotations

import cdktf
import pytest

from constructs_lib import ClusterConfig, EbsCsiDriverAddOn, TerraformCli
from constructs_lib.add_ons.contract import AddOn, ClusterInfo, Deployment
from constructs_lib.constructs.eks.cluster import ExistingCluster


def _info(stack_id: str = "research", *deployed: tuple[str, Deployment]) -> ClusterInfo:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), stack_id)
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    return ClusterInfo(stack=stack, cluster=cluster, deployed=deployed)


def test_what_earlier_add_ons_published() -> None:
    """Others wait for a driver that was deployed; nothing is returned for one that wasn't."""
    driver = EbsCsiDriverAddOn(existing=True).deploy(_info())
    info = _info("research", ("ebs_csi_driver", driver))

    assert driver is info.deployment("ebs_csi_driver")
    assert 1 == len(driver.ready)
    assert Deployment() == info.deployment("efs_csi_driver")


def test_latest_of_several_counts() -> None:
    """If two add-ons share a key, such as hubs, the facts of the later one are returned."""
    first, second = Deployment(namespace="a"), Deployment(namespace="b")

    assert second is _info("research", ("jupyterhub", first), ("jupyterhub", second)).deployment("jupyterhub")


def test_storage_classes_of_all_that_came_before() -> None:
    """Any add-on can create storage classes for those after it."""
    first, second = Deployment(storage_classes={"gp3": ()}), Deployment(storage_classes={"lustre": ()})

    assert {"gp3": (), "lustre": ()} == _info("research", ("a", first), ("b", second)).storage_classes


@pytest.mark.parametrize(
    ("stack", "namespace", "expected"),
    [("research", "hub", "research.hub"), ("My_Stack", "hub-2", "my-stack-453a30.hub-2"), ("a.b", "hub", "a-b-2e7336.hub")],
)
def test_unique_name(stack: str, namespace: str, expected: str) -> None:
    """Stack and namespace form a name that Kubernetes and AWS accept."""
    assert expected == _info(stack).unique_name(namespace)


def test_defaults() -> None:
    """The oldest Terraform, no certificates, no storage classes; a deployment that publishes nothing."""
    info = _info()

    assert (TerraformCli(), {}, {}) == (info.cli, info.certificate_arns, info.storage_classes)
    assert ((), {}, (), ()) == (Deployment().ready, Deployment().outputs, Deployment().removed, Deployment().prerequisites)


def test_add_on_has_to_define_how_it_deploys() -> None:
    """A class without `deploy` is a mistake of its author."""

    class Unfinished(AddOn):
        """Settings only."""

    with pytest.raises(NotImplementedError):
        Unfinished().deploy(_info())


def test_add_on_requires_nothing_by_default() -> None:
    """Neither required add-ons nor warnings."""

    class Plain(AddOn):
        """Settings only."""

    assert ({}, []) == (Plain().requires(), Plain().warnings())
