"""What a stack expects on the cluster, created for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.cluster.kubectl import Kubectl
from tests.cluster.whole import classes_wanted

#: Kind of the objects, by a resource's plural name.
_KINDS = {"servicemonitors": "ServiceMonitor"}


@contextmanager
def provided(kubectl: Kubectl, facts: dict[str, Any]) -> Iterator[None]:
    """Ensure that the storage classes, namespaces and custom resources of the stack's prerequisites exist; delete them afterwards.

    Args:
        kubectl: the cluster.
        facts: the stack's ``facts.json``.
    """
    made = objects_wanted(facts)
    with kubectl.classes(classes_wanted(facts)):
        for item in made:
            kubectl.create(item)
        try:
            yield
        finally:
            for item in made:
                kubectl("delete", item["kind"], item["metadata"]["name"])


def objects_wanted(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the namespaces and custom resource definitions that somebody else provides; the latter accept any fields."""
    names = [(need["kind"], need["name"]) for need in facts["prerequisites"]]
    namespaces = [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for kind, name in names if kind == "namespace"]
    return [*namespaces, *(_definition(name) for kind, name in names if kind == "custom_resource_definition")]


def _definition(name: str) -> dict[str, Any]:
    plural, _, group = name.partition(".")
    kind = _KINDS[plural]
    schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": name},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"plural": plural, "singular": kind.lower(), "kind": kind},
            "versions": [{"name": "v1", "served": True, "storage": True, "schema": schema}],
        },
    }
