"""A graph as Mermaid text."""

from __future__ import annotations

from dataclasses import replace

from jupyterhub_on_eks.picture.graph import Graph, Node, Place
from jupyterhub_on_eks.picture.mermaid import mermaid


def test_frames_nodes_and_arrows(graph: Graph) -> None:
    """Nested frames; a dotted arrow for the order alone."""
    text = mermaid(graph)

    assert text.startswith('flowchart LR\n  subgraph aws["AWS"]\n')
    assert '  subgraph cluster["EKS cluster research"]\n' in text
    assert '    subgraph namespace0["Namespace lab"]\n' in text
    assert '(["EKS cluster<br/>research<br/>(looked up)"])' in text
    assert text.count("subgraph") == text.count("  end\n")
    assert (1 + 1, len(graph.edges) - 2) == (text.count("-.->"), text.count("-->"))


def test_names_contain_no_markup() -> None:
    """What Mermaid or the page would read as markup is written as a character code."""
    node = Node("a_b.C", "Kind", 'x"]; end <b>#&`', Place(on_cluster=False))

    assert '  n0["Kind<br/>x#34;]; end #60;b#62;#35;#38;#96;"]\n' in mermaid(Graph("s", "", (node,), ()))


def test_no_frame_without_content(graph: Graph) -> None:
    """Mermaid would draw an empty frame as a node."""
    in_aws = tuple(node for node in graph.nodes if not node.place.on_cluster)

    assert "cluster[" not in mermaid(replace(graph, nodes=in_aws, edges=()))
