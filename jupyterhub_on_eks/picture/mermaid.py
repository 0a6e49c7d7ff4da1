"""A graph as Mermaid text, which GitHub, GitLab and most wikis draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jupyterhub_on_eks.picture.graph import Graph, Node
from jupyterhub_on_eks.picture.groups import by_place, cluster_title, lines


def mermaid(graph: Graph) -> str:
    """Return a graph as a Mermaid flowchart. An arrow leads from what is created first; a dotted one means order only."""
    ids = {node.address: f"n{number}" for number, node in enumerate(graph.nodes)}
    in_aws, on_cluster, namespaces = by_place(graph)
    text = ["flowchart LR"]
    text += _frame("aws", "AWS", _nodes(in_aws, ids))
    inside = [*_nodes(on_cluster, ids)]
    for number, (name, nodes) in enumerate(namespaces.items()):
        inside += _frame(f"namespace{number}", f"Namespace {name}", _nodes(nodes, ids))
    text += _frame("cluster", cluster_title(graph), inside)
    text += [f"  {ids[edge.earlier]} {'-->' if edge.reference else '-.->'} {ids[edge.later]}" for edge in graph.edges]
    return "\n".join([*text, ""])


def _frame(name: str, title: str, inside: Iterable[str]) -> list[str]:
    """Return lines in a frame; none if there are no lines, since Mermaid would draw an empty frame as a node."""
    within = [f"  {line}" for line in inside]
    return [f'  subgraph {name}["{_escaped(title)}"]', *within, "  end"] if within else []


def _nodes(nodes: Iterable[Node], ids: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        text = "<br/>".join(map(_escaped, lines(node)))
        yield f'  {ids[node.address]}(["{text}"])' if node.looked_up else f'  {ids[node.address]}["{text}"]'


def _escaped(text: str) -> str:
    """Escape what Mermaid or the page would read as markup. Source: Mermaid, "Flowcharts", entity codes."""
    for character in '#&<>"`':
        text = text.replace(character, f"\0{ord(character)};")
    return text.replace("\0", "#")
