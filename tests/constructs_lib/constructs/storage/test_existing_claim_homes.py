"""Homes on a claim that someone else created: nothing is created, and the claim is a prerequisite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from tests.conftest import Synth, chart_values, hub_file, only
from tests.constructs_lib.stacks import hub_site, new_stack, rendered
from tests.engines import only_block


def test_nothing_is_created() -> None:
    """The claim's owner creates, backs up and deletes it, so a destroy can't affect it."""
    stack = new_stack()
    site = hub_site(stack)
    before = rendered(stack)

    homes = ExistingClaimHomes(stack, "Homes", config=ExistingClaimConfig(pvc_name="lustre"), site=site)

    assert before == rendered(stack)
    assert ([], {}, {}, [], []) == (
        list(homes.ready), dict(homes.outputs), dict(homes.storage_classes), list(homes.removed), list(homes.retained)
    )  # fmt: skip


def test_name_that_kubernetes_refuses() -> None:
    """It never reaches the construct."""
    with pytest.raises(ValidationError, match="is not a DNS-1123 name"):
        ExistingClaimConfig(pvc_name="My Claim")


def test_hub_mounts_it(synth: Synth) -> None:
    """A whole hub: all homes are directories of the claim, and no driver, volume or claim is created."""
    hub = {"service_type": "cluster_ip", "existing_claim_config": {"pvc_name": "lustre"}, "hub_database": "in_memory"}
    document = synth(hub_file({"jupyterhub": hub}))

    storage = chart_values(document)["singleuser"]["storage"]
    assert {"type": "static", "static": {"pvcName": "lustre", "subPath": "home/{escaped_username}"}} == storage
    assert {"helm_release", "kubernetes_config_map_v1", "kubernetes_namespace_v1", "terraform_data"} == set(document["resource"])
    assert "jupyterhub" == only_block(only(document, "kubernetes_namespace_v1")["metadata"])["name"]


def test_claim_is_in_the_facts(synth: Synth, tmp_path: Path) -> None:
    """It comes after what the database needs."""
    hub = {"service_type": "cluster_ip", "existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp3"}}
    synth(hub_file({"jupyterhub": {**hub, "namespace": "research", "create_namespace": False}}))
    (facts,) = tmp_path.glob("cdktf.out/stacks/*/facts.json")

    assert [
        "the storage class gp3 on the cluster; claims with it stay pending until it exists",
        "the claim homes (ReadWriteMany) in the namespace research; users' servers wait for it",
        "the namespace research on the cluster, which create_namespace: false leaves to someone else",
    ] == [need["description"] for need in json.loads(facts.read_text(encoding="utf-8"))["prerequisites"]]
