"""A user's server, as the hub would start it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cluster.user_server import owner_name, user_server
from tests.cluster.whole import hubs
from tests.conftest import ROOT


def _made(example: str, namespace: str) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    document = json.loads(Path(ROOT, "tests", "snapshots", example, "cdk.tf.json").read_text(encoding="utf-8"))
    *others, pod = user_server(hubs(document)[namespace], namespace=namespace, owner_uid="1234")["items"]
    return document, others, pod


def _mounted(pod: dict[str, Any]) -> list[str]:
    return [volume["persistentVolumeClaim"]["claimName"] for volume in pod["spec"]["volumes"]]


def test_own_volume() -> None:
    """On EBS each user has a claim of the hub's class and size."""
    _, (claim,), pod = _made("quickstart", "jupyterhub")

    assert ["claim-ada"] == _mounted(pod) == [claim["metadata"]["name"]]
    assert ("gp3", "10Gi") == (claim["spec"]["storageClassName"], claim["spec"]["resources"]["requests"]["storage"])


def test_shared_volumes() -> None:
    """On EFS the server mounts the claims that the stack creates, those of shared directories included, but not the hub's own."""
    document, others, pod = _made("efs-snapshot", "jupyterhub")

    claims = [block["metadata"]["name"] for block in document["resource"]["kubernetes_persistent_volume_claim_v1"].values()]
    assert [] == others
    assert sorted({*claims} - {"hub-db-dir"}) == sorted(_mounted(pod))


def test_owner() -> None:
    """The server names the ConfigMap with which it is deleted, as the hub's configuration does."""
    document, _, pod = _made("quickstart", "jupyterhub")
    (config_map,) = document["resource"]["kubernetes_config_map_v1"].values()

    name = owner_name(hubs(document)["jupyterhub"])

    assert config_map["metadata"]["name"] == name
    assert [{"apiVersion": "v1", "kind": "ConfigMap", "name": name, "uid": "1234"}] == pod["metadata"]["ownerReferences"]
