"""A graph's nodes by place: AWS first, then the cluster, then each of its namespaces."""

from __future__ import annotations

from jupyterhub_on_eks.picture.graph import Graph, Node, Place


def by_place(graph: Graph) -> tuple[list[Node], list[Node], dict[str, list[Node]]]:
    """Return the nodes in AWS, those on the cluster outside of all namespaces, and those of each namespace."""
    namespaces = sorted({node.place.namespace for node in graph.nodes} - {""})
    return (
        [node for node in graph.nodes if not node.place.on_cluster],
        [node for node in graph.nodes if node.place == Place(on_cluster=True)],
        {name: [node for node in graph.nodes if node.place.namespace == name] for name in namespaces},
    )


def cluster_title(graph: Graph) -> str:
    """Return the title of the cluster's frame."""
    return f"EKS cluster {graph.cluster}" if graph.cluster else "Cluster"


def lines(node: Node) -> list[str]:
    """Return a node's text: its kind, its name, and whether it is looked up or there are several."""
    notes = [note for note, applies in (("looked up", node.looked_up), ("several", node.several)) if applies]
    return [text for text in (node.kind, node.name, f"({', '.join(notes)})" if notes else "") if text]
