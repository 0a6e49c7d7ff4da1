"""A graph in DOT, Graphviz's language, from which the SVG is drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable

from jupyterhub_on_eks.picture.graph import Graph, Node
from jupyterhub_on_eks.picture.groups import by_place, cluster_title, lines

#: Frame and background colors of AWS, cluster and namespace, distinguishable with color blindness, on white.
_AWS, _CLUSTER, _NAMESPACE = ("#B35900", "#FFF6EC"), ("#1F5FA8", "#EEF5FD"), ("#3C6E47", "#F1F8F2")

_HEADER = (
    'graph [rankdir=LR bgcolor="white" fontname="Helvetica,Arial,sans-serif" fontsize=13 nodesep=0.25 ranksep=0.6 style=rounded]',
    'node [shape=box style="rounded,filled" fillcolor="white" color="#555555" fontname="Helvetica,Arial,sans-serif" fontsize=11 margin="0.3,0.08"]',
    'edge [color="#555555" arrowsize=0.7]',
)


def dot(graph: Graph) -> str:
    """Return a graph in DOT. An arrow leads from what is created first; a dashed one means order only."""
    ids = {node.address: f"n{number}" for number, node in enumerate(graph.nodes)}
    in_aws, on_cluster, namespaces = by_place(graph)
    text = [f"digraph {_quoted(graph.stack)} {{", *(f"  {line}" for line in _HEADER)]
    text += _frame("aws", "AWS", _AWS, _nodes(in_aws, ids))
    inside = _nodes(on_cluster, ids)
    for number, (name, nodes) in enumerate(namespaces.items()):
        inside += _frame(f"namespace{number}", f"Namespace {name}", _NAMESPACE, _nodes(nodes, ids))
    text += _frame("cluster", cluster_title(graph), _CLUSTER, inside)
    text += [f"  {ids[edge.earlier]} -> {ids[edge.later]}{'' if edge.reference else ' [style=dashed]'}" for edge in graph.edges]
    return "\n".join([*text, "}", ""])


def _frame(name: str, title: str, colors: tuple[str, str], inside: Iterable[str]) -> list[str]:
    within = [f"  {line}" for line in inside]
    line, ground = colors
    look = f'label={_quoted(title)} color="{line}" fontcolor="{line}" bgcolor="{ground}"'
    return [f"  subgraph cluster_{name} {{", f"    {look}", *within, "  }"] if within else []


def _nodes(nodes: Iterable[Node], ids: dict[str, str]) -> list[str]:
    return [
        f"  {ids[node.address]} [label={_quoted(chr(10).join(lines(node)))}{' style=' + _quoted('rounded,dashed') if node.looked_up else ''}]"
        for node in nodes
    ]


def _quoted(text: str) -> str:
    """Quote a text. In DOT, a backslash escapes as in JSON; letters outside of ASCII are not escaped."""
    return json.dumps(text, ensure_ascii=False)
