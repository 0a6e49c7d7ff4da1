"""What a synthesized stack needs and doesn't make, so that it has to be there for a deployment: secrets and storage classes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.stack_output import Stack

#: How a release refers to the namespace that its stack makes.
_MADE_NAMESPACE = re.compile(r"\$\{kubernetes_namespace_v1\.(?P<name>\w+)\.metadata\[0\]\.name\}")


def needs(stack: Stack) -> Iterator[str]:
    """Name the variables that have to be set, and the Kubernetes Secrets and storage classes that someone else makes."""
    for name, variable in stack.template.get("variable", {}).items():
        if "default" not in variable:
            yield f"TF_VAR_{name}, set in the environment of diff, deploy and destroy"
    for content in stack.template.get("ephemeral", {}).get("aws_secretsmanager_secret_version", {}).values():
        yield f"the secret {content['secret_id']} in AWS Secrets Manager"
    made = {content["metadata"]["name"] for type_, _, content in stack.blocks("resource") if type_ == "kubernetes_secret_v1"}
    for type_, _, release in stack.blocks("resource"):
        if type_ != "helm_release":
            continue
        for secret, key in _references(release):
            if secret not in made:
                yield f"the Secret {secret} with the key {key} in the namespace {_namespace(stack, release)}; the hub's pod waits for it"
    yield from (
        f"the storage class {name} on the cluster; claims on it wait for it" for name in foreign_classes(stack.template.get("resource", {}))
    )


def foreign_classes(resources: Mapping[str, Any]) -> Iterator[str]:
    """Find the storage classes that claims name, but for those that the stack makes or that only join a claim to a volume of its own.

    Args:
        resources: the stack's section ``resource``.
    """
    made = {block["metadata"]["name"] for block in resources.get("kubernetes_storage_class_v1", {}).values()}
    joining = {volume["spec"][0].get("storage_class_name") for volume in resources.get("kubernetes_persistent_volume_v1", {}).values()}
    releases = resources.get("helm_release", {}).values()
    named = (item.get(key) for release in releases for item in _mappings(release) for key in ("storageClass", "storageClassName"))
    for name in dict.fromkeys(named):
        if isinstance(name, str) and "${" not in name and name not in made | joining | {""}:
            yield name


def _references(release: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Find what the release's pods take from Secrets."""
    for item in _mappings(release):
        reference = item.get("secretKeyRef")
        if isinstance(reference, dict) and {"name", "key"} <= set(reference):
            yield str(reference["name"]), str(reference["key"])


def _mappings(release: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each mapping within the release's values."""
    waiting: list[Any] = []
    for text in release.get("values", []):
        try:
            waiting.append(json.loads(text))
        except ValueError:  # an expression of Terraform's stands where JSON has none
            continue
    while waiting:
        item = waiting.pop()
        below = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []
        waiting += reversed(below)
        if isinstance(item, dict):
            yield item


def _namespace(stack: Stack, release: dict[str, Any]) -> str:
    found = _MADE_NAMESPACE.fullmatch(release["namespace"])
    made = stack.template["resource"]["kubernetes_namespace_v1"][found["name"]] if found else None
    return str(made["metadata"]["name"] if made else release["namespace"])
