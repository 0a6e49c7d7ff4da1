"""Homes on a claim that someone else made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Synth, chart_values, hub_file


def _file(**hub: Any) -> dict[str, Any]:
    settings = {"service_type": "cluster_ip", "existing_claim_config": {"pvc_name": "homes"}, "hub_database": "in_memory", **hub}
    return hub_file({"jupyterhub": settings})


def test_nothing_is_made_for_the_homes(synth: Synth) -> None:
    """Neither volume nor claim nor storage class, and no driver is needed; servers mount the claim."""
    document = synth(_file(create_namespace=False))

    assert {"helm_release", "kubernetes_config_map_v1"} == set(document["resource"])
    assert {"pvcName": "homes", "subPath": "home/{username}"} == chart_values(document)["singleuser"]["storage"]["static"]


def test_claim_is_a_prerequisite(synth: Synth, tmp_path: Path) -> None:
    """It is named in the facts, after what the database needs."""
    synth(_file(create_namespace=False, namespace="research", hub_database={"storage_class": "gp3"}))
    (facts,) = tmp_path.glob("cdktf.out/stacks/*/facts.json")

    assert [
        "the storage class gp3 on the cluster; claims on it wait for it",
        "the claim homes (ReadWriteMany) in the namespace research; users' servers wait for it",
    ] == [need["description"] for need in json.loads(facts.read_text(encoding="utf-8"))["prerequisites"]]


def test_servers_end_with_nothing_but_the_release(synth: Synth) -> None:
    """The homes are never replaced by the stack, so no change of theirs ends the servers."""
    document = synth(_file(create_namespace=False))

    assert "replace_triggered_by" not in json.dumps(document)
