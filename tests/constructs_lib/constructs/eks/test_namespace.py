"""The namespace of a hub: created or existing."""

from __future__ import annotations

import json

import cdktf

from constructs_lib.constructs.eks.namespace import HubNamespace
from tests.engines import only_block


def test_created_or_existing() -> None:
    """A created one is deleted before what must outlive it, and is referred to; an existing one is named, and nothing is done."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    before = cdktf.TerraformResource(stack, "Driver", terraform_resource_type="test_driver")
    made = HubNamespace(stack, "Made", name="research", create=True, depends_on=[before])
    found = HubNamespace(stack, "Found", name="teaching", create=False, depends_on=[before])
    for name, namespace in (("made", made), ("found", found)):
        cdktf.TerraformOutput(stack, name, value=namespace.name)

    document = json.loads(cdktf.Testing.synth(stack))

    ((address, block),) = document["resource"]["kubernetes_namespace_v1"].items()
    assert ("research", ["test_driver.Driver"]) == (only_block(block["metadata"])["name"], block["depends_on"])
    assert f"${{kubernetes_namespace_v1.{address}.metadata[0].name}}" == document["output"]["made"]["value"]
    assert "teaching" == document["output"]["found"]["value"]
    assert (1, 0) == (len(made.ready), len(found.ready))


def test_labels() -> None:
    """Of a created one; an existing one keeps its own."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")
    labels = {"pod-security.kubernetes.io/warn": "restricted"}
    HubNamespace(stack, "Made", name="research", create=True, labels=labels)
    HubNamespace(stack, "Found", name="teaching", create=False, labels=labels)

    (block,) = json.loads(cdktf.Testing.synth(stack))["resource"]["kubernetes_namespace_v1"].values()
    assert {"name": "research", "labels": labels} == only_block(block["metadata"])
