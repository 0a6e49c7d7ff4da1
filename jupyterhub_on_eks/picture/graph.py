"""The graph of a stack: its resources, their places and dependencies, read from the synthesized Terraform JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from jupyterhub_on_eks.picture.names import kind_title, own_name

#: An address in an expression: ``aws_efs_file_system.Home.id`` or ``data.aws_eks_cluster.Cluster.name``.
_ADDRESS = re.compile(r"(?<![\w.])(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*")

#: Types that only compute or store values, and create nothing in AWS or on the cluster.
_COMPUTED = {"aws_eks_addon_version", "aws_iam_policy_document", "aws_partition", "aws_region", "aws_caller_identity"}


@dataclass(frozen=True)
class Place:
    """Place of a resource: in AWS, or on the cluster, in a namespace if it has one."""

    on_cluster: bool
    namespace: str = ""


@dataclass(frozen=True)
class Node:
    """A resource or a data source.

    Args:
        address: its address in Terraform.
        kind: title of its kind.
        name: its name; may be empty.
        place: its place.
        looked_up: whether the stack only reads it.
        several: whether Terraform creates one for each element of a set.
    """

    address: str
    kind: str
    name: str
    place: Place
    looked_up: bool = False
    several: bool = False


@dataclass(frozen=True)
class Edge:
    """``later`` depends on ``earlier``; ``reference``: whether it uses a value of it, or only the order matters."""

    earlier: str
    later: str
    reference: bool


@dataclass(frozen=True)
class Graph:
    """A stack's resources and their order.

    Args:
        stack: the stack's name.
        cluster: name of the EKS cluster; empty if the stack reads none.
        nodes: in the order in which Terraform can create them.
        edges: without those that follow from others.
    """

    stack: str
    cluster: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def read_graph(stack: str, template: Mapping[str, Any], *, everything: bool = False) -> Graph:
    """Read the graph of a stack.

    Args:
        stack: the stack's name.
        template: its Terraform JSON.
        everything: whether to include what only computes or stores values: policy documents, versions, ``terraform_data`` without a provisioner.
    """
    blocks = dict(_blocks(template))
    waits = {address: _waits_for(address, block, blocks) for address, block in blocks.items()}
    shown = {address for address, block in blocks.items() if everything or not _is_bookkeeping(address, block)}
    waits = _without_hidden(waits, shown)
    nodes = {address: _node(address, blocks) for address in TopologicalSorter(waits).static_order()}
    edges = tuple(Edge(earlier, later, reference=waits[later][earlier]) for later in nodes for earlier in _closest(later, waits))
    cluster = next((str(block["name"]) for address, block in blocks.items() if address.startswith("data.aws_eks_cluster.")), "")
    return Graph(stack, cluster, tuple(nodes.values()), edges)


def _blocks(template: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for part, prefix in (("data", "data."), ("resource", "")):
        for kind, named in sorted(template.get(part, {}).items()):
            for name, block in sorted(named.items()):
                yield f"{prefix}{kind}.{name}", block


def _waits_for(address: str, block: Mapping[str, Any], blocks: Mapping[str, Any]) -> dict[str, bool]:
    """Return the dependencies of a block, and whether it uses a value of each."""
    values = {key: value for key, value in block.items() if key not in ("//", "depends_on")}
    used = _ADDRESS.findall(json.dumps(values))
    found = dict.fromkeys(block.get("depends_on", ()), False) | dict.fromkeys(used, True)
    return {other: reference for other, reference in sorted(found.items()) if other in blocks and other != address}


def _is_bookkeeping(address: str, block: Mapping[str, Any]) -> bool:
    kind = address.removeprefix("data.").partition(".")[0]
    return kind in _COMPUTED or (kind == "terraform_data" and "provisioner" not in block)


def _without_hidden(waits: Mapping[str, Mapping[str, bool]], shown: Collection[str]) -> dict[str, dict[str, bool]]:
    """Remove hidden nodes; what depends on one then depends on its dependencies."""
    found: dict[str, dict[str, bool]] = {}
    for address in TopologicalSorter(waits).static_order():
        through: dict[str, bool] = {}
        for earlier, reference in waits[address].items():
            for each, direct in {earlier: reference}.items() if earlier in shown else found[earlier].items():
                through[each] = through.get(each, False) or (reference and direct)
        found[address] = through
    return {address: found[address] for address in sorted(shown)}


def _closest(later: str, waits: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Return the dependencies of a node, without those that another dependency implies."""
    return [
        earlier for earlier in waits[later] if not any(other != earlier and earlier in _all_before(other, waits) for other in waits[later])
    ]


def _all_before(address: str, waits: Mapping[str, Mapping[str, bool]]) -> set[str]:
    found: set[str] = set()
    left = [address]
    while left:
        for earlier in waits[left.pop()]:
            if earlier not in found:
                found.add(earlier)
                left.append(earlier)
    return found


def _node(address: str, blocks: Mapping[str, Mapping[str, Any]]) -> Node:
    kind = address.removeprefix("data.").partition(".")[0]
    block = blocks[address]
    return Node(
        address,
        kind_title(kind),
        own_name(block),
        _place(kind, block, blocks),
        looked_up=address.startswith("data."),
        several="for_each" in block or "count" in block,
    )


def _place(kind: str, block: Mapping[str, Any], blocks: Mapping[str, Mapping[str, Any]]) -> Place:
    if not kind.startswith(("kubernetes_", "helm_")):
        return Place(on_cluster=False)
    if kind.startswith("kubernetes_namespace"):
        return Place(on_cluster=True, namespace=own_name(block))
    labels = block.get("metadata", {})
    metadata = labels[0] if isinstance(labels, list) else labels
    namespace = str(block.get("namespace") or metadata.get("namespace") or "")
    referred = _ADDRESS.search(namespace)
    if referred and referred[0] in blocks:
        namespace = own_name(blocks[referred[0]])
    return Place(on_cluster=True, namespace=namespace)
