"""A graph in DOT."""

from __future__ import annotations

from jupyterhub_on_eks.picture.dot import dot
from jupyterhub_on_eks.picture.graph import Graph, Node, Place


def test_frames_nodes_and_arrows(graph: Graph) -> None:
    """Nested frames; a dashed arrow for the order alone, a dashed frame for data sources."""
    text = dot(graph)

    assert text.startswith('digraph "lab" {\n')
    assert '  subgraph cluster_aws {\n    label="AWS" ' in text
    assert '    subgraph cluster_namespace0 {\n      label="Namespace lab" ' in text
    assert '[label="EKS cluster\\nresearch\\n(looked up)" style="rounded,dashed"]' in text
    assert (len(graph.edges), 2) == (text.count(" -> "), text.count(" [style=dashed]"))
    assert text.count("{") == text.count("}")


def test_quotes_are_escaped() -> None:
    """A name can't end its label; non-ASCII letters stay."""
    node = Node("a_b.C", "Kind", 'ü"\\', Place(on_cluster=False))

    assert r'[label="Kind\nü\"\\"]' in dot(Graph("s", "", (node,), ()))
