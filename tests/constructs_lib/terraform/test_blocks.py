"""Blocks that one version of a provider's bindings accepts directly, and another in a list."""

from __future__ import annotations

import json

import cdktf
import pytest
from cdktf_cdktf_provider_kubernetes import namespace_v1, service_account_v1

from constructs_lib.terraform.blocks import first_block, one_block
from tests.constructs_lib.stacks import new_stack
from tests.engines import only_block


def test_block_as_this_binding_accepts_it() -> None:
    """The block is rendered once, and its reference is that of its only item, whichever engine's bindings are installed."""
    stack = new_stack()
    made = namespace_v1.NamespaceV1(stack, "Made", metadata=one_block(namespace_v1.NamespaceV1Metadata(name="research")))
    cdktf.TerraformOutput(stack, "name", value=first_block(made.metadata).name)

    document = json.loads(cdktf.Testing.synth(stack))

    assert {"name": "research"} == only_block(document["resource"]["kubernetes_namespace_v1"]["Made"]["metadata"])
    assert "${kubernetes_namespace_v1.Made.metadata[0].name}" == document["output"]["name"]["value"]


def test_block_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """A binding that has a class for the list accepts a list; other blocks stay as they are."""
    metadata = namespace_v1.NamespaceV1Metadata(name="research")
    monkeypatch.setattr(namespace_v1, "NamespaceV1MetadataList", object, raising=False)
    alone = service_account_v1.ServiceAccountV1Metadata(name="research")

    assert [metadata] == one_block(metadata)
    assert alone is one_block(alone)
