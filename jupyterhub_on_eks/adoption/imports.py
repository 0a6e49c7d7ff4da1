"""Terraform's imports: the release, and other resources of the hub file that already exist on the cluster."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.blueprint import Blueprint
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.imports import Import
from jupyterhub_on_eks.adoption.found import FoundHub


def imports_of(found: FoundHub, *, stack: str, own_namespace: bool) -> list[Import]:
    """Return the resources of a hub's stack that already exist.

    Their addresses are those of the smallest hub of this namespace: construct ids are a contract, and don't depend on other keys. So the
    imports are right even if the hub file has to be corrected first.

    Args:
        found: the hub.
        stack: name of the stack.
        own_namespace: whether the stack manages the namespace.
    """
    smallest = {
        "namespace": found.namespace,
        "release": found.release,
        "create_namespace": own_namespace,
        "existing_claim_config": {"pvc_name": "homes"},
        "hub_database": "in_memory",
        "service_type": "cluster_ip",
    }
    add_ons = [JupyterHubAddOn.model_validate(smallest)]
    blueprint = Blueprint(cluster=ClusterConfig(name=found.cluster, region=found.region), add_ons=add_ons)
    return _imports(_rendered(blueprint, stack=stack), release=found.release, namespace=found.namespace)


def _rendered(blueprint: Blueprint, *, stack: str) -> dict[str, Any]:
    from jupyterhub_on_eks.stacks import App, BlueprintStack  # noqa: PLC0415  # it loads CDKTF

    with tempfile.TemporaryDirectory() as folder:
        app = App(outdir=folder)
        BlueprintStack(app, stack, blueprint)
        app.synth()
        return dict(json.loads(Path(folder, "stacks", stack, "cdk.tf.json").read_text(encoding="utf-8")))


def _imports(document: Mapping[str, Any], *, release: str, namespace: str) -> list[Import]:
    """Sources: Terraform's Helm provider, ``helm_release``, "Import"; its Kubernetes provider, ``kubernetes_namespace_v1``, "Import"."""
    resources = document["resource"]
    releases = list(resources["helm_release"])
    namespaces = list(resources.get("kubernetes_namespace_v1", {}))
    return [
        *(Import(to=f"kubernetes_namespace_v1.{name}", id=namespace) for name in namespaces),
        *(Import(to=f"helm_release.{name}", id=f"{namespace}/{release}") for name in releases),
    ]
