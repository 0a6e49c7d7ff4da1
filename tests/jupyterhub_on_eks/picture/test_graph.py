"""The graph of a stack."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.picture.graph import Edge, Graph, Place, read_graph
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.picture.conftest import TEMPLATE, example

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("tests/snapshots/*/cdk.tf.json"))


def _before(graph: Graph, address: str) -> set[str]:
    """Return all that a node waits for, directly or not."""
    found: set[str] = set()
    left = [address]
    while left:
        later = left.pop()
        new = {edge.earlier for edge in graph.edges if edge.later == later} - found
        found |= new
        left += new
    return found


def _address(graph: Graph, kind: str) -> str:
    (address,) = (node.address for node in graph.nodes if node.kind == kind)
    return address


def test_nodes_have_a_group_and_a_name(graph: Graph) -> None:
    """In AWS, on the cluster, in a namespace that is a reference; a name that contains a reference is not shown."""
    found = {node.address: (node.kind, node.name, node.place, node.looked_up, node.several) for node in graph.nodes}

    in_aws, in_lab = Place(on_cluster=False), Place(on_cluster=True, namespace="lab")
    assert {
        "data.aws_eks_cluster.C": ("EKS cluster", "research", in_aws, True, False),
        "data.aws_subnet.S": ("Subnet", "", in_aws, True, True),
        "aws_efs_file_system.F": ("EFS file system", "Home/FileSystem", in_aws, False, False),
        "aws_efs_mount_target.M": ("EFS mount target", "", in_aws, False, True),
        "aws_iam_role.R": ("IAM role", "", in_aws, False, False),
        "kubernetes_namespace_v1.N": ("Namespace", "lab", in_lab, False, False),
        "kubernetes_persistent_volume_v1.V": ("PersistentVolume", "lab.home", Place(on_cluster=True), False, False),
        "helm_release.H": ("Helm release", "hub", in_lab, False, False),
        "terraform_data.B": ("Command that Terraform runs", "", in_aws, False, False),
    } == found
    assert "research" == graph.cluster


def test_edges_show_the_order(graph: Graph) -> None:
    """A hidden node passes on its dependencies; what follows from other edges is left out."""
    assert {
        Edge("data.aws_eks_cluster.C", "data.aws_subnet.S", reference=True),
        Edge("data.aws_eks_cluster.C", "aws_iam_role.R", reference=True),
        Edge("data.aws_subnet.S", "aws_efs_mount_target.M", reference=True),
        Edge("aws_efs_file_system.F", "aws_efs_mount_target.M", reference=True),
        Edge("aws_efs_file_system.F", "terraform_data.B", reference=True),
        Edge("aws_efs_mount_target.M", "kubernetes_persistent_volume_v1.V", reference=False),
        Edge("kubernetes_persistent_volume_v1.V", "helm_release.H", reference=False),
        Edge("kubernetes_namespace_v1.N", "helm_release.H", reference=True),
    } == set(graph.edges)


def test_everything(graph: Graph) -> None:
    """Also helper resources."""
    whole = read_graph("lab", TEMPLATE, everything=True)

    assert {"terraform_data.T", "data.aws_partition.P"} == {node.address for node in whole.nodes} - {node.address for node in graph.nodes}


@pytest.mark.parametrize("name", EXAMPLES)
def test_order_of_each_example_is_kept(name: str) -> None:
    """The shown nodes wait for each other exactly as in the whole graph, and each comes after its dependencies."""
    whole, graph = example(name, everything=True), example(name)
    shown = [node.address for node in graph.nodes]

    assert graph.edges
    assert {each: _before(whole, each) & set(shown) for each in shown} == {each: _before(graph, each) for each in shown}
    assert all(shown.index(edge.earlier) < shown.index(edge.later) for edge in graph.edges)


def test_release_waits_for_the_mount_targets() -> None:
    """A user's pod can't mount the homes before; the picture shows the path."""
    graph = example("efs-nlb")

    assert _address(graph, "EFS mount target") in _before(graph, _address(graph, "Helm release"))
