"""Deprecated and removed parts of the examples' kinds in the providers of CDK Terrain's bindings, and where a document has them.

Sources, by version: AWS provider, CHANGELOG and guide "Version 6 Upgrade", and the deprecations in its schema, as pulumi-aws 7.51.1 publishes
it; Helm provider, guide "Upgrading to v3.0.0"; Kubernetes provider, CHANGELOG 3.0.0, and its sources. docs/cdk-terrain.md has the replacements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: Arguments, by the section and kind of their block, with the version that deprecates or removes them, or in whose schema they are deprecated.
ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "resource.aws_eks_addon": {"resolve_conflicts": "removed in AWS 6.0.0"},
    "resource.aws_iam_role": {"inline_policy": "AWS 5.68.0", "managed_policy_arns": "AWS 5.72.0"},
    "data.aws_iam_policy_document": {"override_json": "in AWS 6.69", "source_json": "in AWS 6.69"},
    "provider.aws": {"s3_us_east_1_regional_endpoint": "AWS 6.0.0"},
    "provider.helm": {"registry": "removed in Helm 3.0.0"},
    "provider.kubernetes": {"experiments": "in Kubernetes 3.2.1"},
}

#: Blocks in Helm 2 that are arguments in Helm 3, which accept an object and no list.
HELM_OBJECTS = ("kubernetes", "experiments")

#: Attributes that expressions read.
ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "data.aws_partition": {"id": "AWS 6.47.0"},
    "data.aws_region": {"name": "AWS 6.0.0", "id": "in AWS 6.69"},
    "kubernetes_namespace_v1": {"id": "no attribute of the bindings for Kubernetes 3.4"},
    "kubernetes_service_account_v1": {"default_secret_name": "in Kubernetes 3.2.1"},
}

#: Kubernetes 3.0.0 deprecates kinds without a version in their name, except for those that have none with it.
_UNVERSIONED = re.compile(
    r"kubernetes_(?!\w+_v\d+(_data)?$|(all_namespaces|annotations|env|labels|manifest|node_taint|nodes|resources?|server_version)$)\w+"
)


def deprecated(document: Mapping[str, Any]) -> list[str]:
    """Return the deprecated parts in a stack's JSON, each as a path with its version."""
    return [*_kinds(document), *_arguments(document), *_helm_blocks(document), *_attributes(str(document))]


def _blocks(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the blocks with their sections and kinds; a provider is one too."""
    for section in ("resource", "data", "ephemeral"):
        for kind, named in document.get(section, {}).items():
            yield from ((section, kind, block) for block in named.values())
    for kind, providers in document.get("provider", {}).items():
        yield from (("provider", kind, block) for block in providers)


def _kinds(document: Mapping[str, Any]) -> Iterator[str]:
    for section, kind, _ in _blocks(document):
        if _UNVERSIONED.fullmatch(kind):
            yield f"{section}.{kind}: Kubernetes 3.0.0"


def _arguments(document: Mapping[str, Any]) -> Iterator[str]:
    for section, kind, block in _blocks(document):
        known = ARGUMENTS.get(f"{section}.{kind}", {})
        yield from (f"{section}.{kind}.{name}: {known[name]}" for name in block if name in known)


def _helm_blocks(document: Mapping[str, Any]) -> Iterator[str]:
    for section, kind, block in _blocks(document):
        if (section, kind) == ("provider", "helm"):
            yield from (f"provider.helm.{name}, a block: Helm 3.0.0" for name in HELM_OBJECTS if isinstance(block.get(name), list))


def _attributes(text: str) -> Iterator[str]:
    for kind, known in ATTRIBUTES.items():
        for name, since in known.items():
            if re.search(rf"(?<![\w.]){re.escape(kind)}\.[\w-]+(?:\[[^\]]*\])?\.{name}\b", text):
                yield f"{kind}.{name}: {since}"
