"""Nodes by group."""

from __future__ import annotations

from jupyterhub_on_eks.picture.graph import Graph, Node, Place
from jupyterhub_on_eks.picture.groups import by_place, cluster_title, lines


def test_groups(graph: Graph) -> None:
    """Each node is in one group."""
    in_aws, on_cluster, namespaces = by_place(graph)

    assert ["PersistentVolume"] == [node.kind for node in on_cluster]
    assert {"lab": {"Namespace", "Helm release"}} == {name: {node.kind for node in nodes} for name, nodes in namespaces.items()}
    assert len(graph.nodes) == len(in_aws) + len(on_cluster) + sum(map(len, namespaces.values()))


def test_titles_and_lines(graph: Graph) -> None:
    """A stack without a cluster has a title too; empty lines are left out."""
    node = Node("data.aws_subnet.S", "Subnet", "", Place(on_cluster=False), looked_up=True, several=True)

    assert "EKS cluster research" == cluster_title(graph)
    assert "Cluster" == cluster_title(Graph("lab", "", (), ()))
    assert ["Subnet", "(looked up, several)"] == lines(node)
