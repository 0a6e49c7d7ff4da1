"""Helpers for the tests of constructs: a stack with a cluster, a hub's site on it, and the rendered JSON."""

from __future__ import annotations

import json
from typing import Any

import cdktf

from constructs_lib.chart_values.storage.database_claim import DatabaseClaim
from constructs_lib.constructs.eks.cluster import ExistingCluster
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.storage.backend import HubSite
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from constructs_lib.terraform.dependencies import Dependables

#: The chart's claim for the database of a hub.
DATABASE_CLAIM = DatabaseClaim(name="hub-db-dir", labels={"managed-by": "Helm"}, annotations={"release-name": "hub"})


def new_stack(name: str = "research") -> cdktf.TerraformStack:
    """Return an empty stack."""
    return cdktf.TerraformStack(cdktf.Testing.app(), name)


def existing_cluster(stack: cdktf.TerraformStack, **config: Any) -> ExistingCluster:
    """Return a cluster; keywords are its other settings."""
    return ExistingCluster(stack, "Cluster", config=ClusterConfig(name="research-cluster", region="us-west-2", **config))


def hub_site(stack: cdktf.TerraformStack, **properties: Any) -> HubSite:
    """Return the site of a hub with an in-memory database; keywords are other properties."""
    return HubSite(
        **{
            "cluster": properties.get("cluster") or existing_cluster(stack),
            "namespace": properties.get("namespace") or HubNamespace(stack, "Namespace", name="team-a", create=True),
            "unique_name": "research.team-a",
            "database": HubDatabaseConfig(in_memory=True),
            "database_claim": DATABASE_CLAIM,
            **properties,
        }
    )


def thing(stack: cdktf.TerraformStack, id: str) -> cdktf.TerraformResource:
    """Return a resource to wait for, whose address is `test_thing.<id>`."""
    resource = cdktf.TerraformResource(stack, id, terraform_resource_type="test_thing")
    resource.override_logical_id(id)
    return resource


def rendered(stack: cdktf.TerraformStack, *, ready: Dependables | None = None, published: str | None = None) -> dict[str, Any]:
    """Return the stack's JSON; what waits for `ready` is in it as the resource `test_later`, and `published` as an output."""
    if published is not None:
        cdktf.TerraformOutput(stack, "published", value=published)
    if ready is not None:
        cdktf.TerraformResource(stack, "Later", terraform_resource_type="test_later", depends_on=list(ready) or None)
    return dict(json.loads(cdktf.Testing.synth(stack)))


def named(document: dict[str, Any], kind: str, part: str) -> dict[str, Any]:
    """Return the one block of its kind with this part in its name."""
    (block,) = [block for name, block in document["resource"][kind].items() if part in name]
    return dict(block)


def kinds(waits: list[str]) -> set[str]:
    """Return the Terraform types in addresses of resources."""
    return {wait.partition(".")[0] for wait in waits}
