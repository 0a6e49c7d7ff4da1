"""What a blueprint hands to each add-on."""

from __future__ import annotations

import cdktf
import pytest

import constructs_lib
from constructs_lib import AddOn, ClusterConfig, ClusterInfo, EbsCsiDriverAddOn, EfsCsiDriverAddOn, TerraformCli
from constructs_lib.constructs.existing_cluster import ExistingCluster


def _info(stack_id: str = "research") -> ClusterInfo:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), stack_id)
    cluster = ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2"))
    driver = EbsCsiDriverAddOn(existing=True).deploy(ClusterInfo(stack=stack, cluster=cluster))
    return ClusterInfo(stack=stack, cluster=cluster, scheduled={EbsCsiDriverAddOn: driver})


def test_what_earlier_add_ons_published() -> None:
    """A driver that was deployed is waited for; of one that wasn't there is nothing."""
    info = _info()

    assert list(info.scheduled[EbsCsiDriverAddOn].ready) == list(info.ready(EbsCsiDriverAddOn))
    assert 1 == len(info.ready(EbsCsiDriverAddOn))
    assert [] == info.ready(EfsCsiDriverAddOn)


@pytest.mark.parametrize(
    ("stack", "namespace", "expected"),
    [("research", "hub", "research.hub"), ("My_Stack", "hub-2", "my-stack-453a30.hub-2"), ("a.b", "hub", "a-b-2e7336.hub")],
)
def test_unique_name(stack: str, namespace: str, expected: str) -> None:
    """Stack and namespace make a name that Kubernetes and AWS take."""
    assert expected == _info(stack).unique_name(namespace)


def test_defaults() -> None:
    """The oldest command line, no certificates, no storage classes."""
    info = _info()

    assert (TerraformCli(), {}, {}) == (info.cli, info.certificate_arns, info.storage_classes)


def test_add_on_has_to_say_how_it_deploys() -> None:
    """A class without `deploy` is a mistake of its author."""

    class Unfinished(AddOn):
        """Settings alone."""

    with pytest.raises(NotImplementedError):
        Unfinished().deploy(_info())


def test_add_on_leans_on_nothing_unless_it_says_so() -> None:
    """Neither dependencies nor warnings by default."""

    class Plain(constructs_lib.AddOn):
        """Settings alone."""

    assert ({}, []) == (Plain().dependencies, Plain().warnings())
