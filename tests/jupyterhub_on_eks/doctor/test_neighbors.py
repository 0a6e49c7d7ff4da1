"""Other hubs and stacks on the cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.doctor import neighbors
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub, item, site
from tests.jupyterhub_on_eks.doctor.looking import one
from tests.jupyterhub_on_eks.status.test_installed import RELEASE, helm_secret

NAMESPACE = item("Namespace", "jupyterhub")
OWN = """{"resources": [
  {"mode": "managed", "type": "kubernetes_namespace_v1", "instances": [{"attributes": {"metadata": [{"name": "jupyterhub"}]}}]},
  {"mode": "managed", "type": "helm_release", "instances": [{"attributes": {"name": "blueprints-addon-jupyterhub"}}]}]}"""


@pytest.mark.parametrize(
    ("settings", "state", "objects", "level", "message"),
    [
        ({}, "", [], "ok", "jupyterhub will be created"),
        (
            {},
            "",
            [NAMESPACE],
            "failure",
            "already exists, and is not managed by this stack. Use another namespace, or set create_namespace: false",
        ),
        ({}, OWN, [NAMESPACE, helm_secret()], "ok", "jupyterhub is managed by this stack"),
        ({"create_namespace": False}, "", [NAMESPACE], "ok", "jupyterhub exists"),
        ({"create_namespace": False}, "", [NAMESPACE, helm_secret()], "failure", f"already has the release {RELEASE} (jupyterhub 4.4.0)"),
        ({"create_namespace": False}, "", [NAMESPACE, helm_secret(name="mine")], "failure", "has another hub, the release mine"),
    ],
)
def test_namespaces(
    *, settings: Any, state: str, objects: Any, level: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Free, or the stack's own."""
    monkeypatch.chdir(tmp_path)
    Path("terraform.lab.tfstate").write_text(state)
    found = one(neighbors.namespaces, site(EBS, hub(**settings), objects=objects))

    assert level == found[0]
    assert message in found[1]


def test_other_stacks() -> None:
    """Another hub is reported; one with the same release conflicts, unless the chart creates nothing cluster-wide."""
    same, other = helm_secret(namespace="b"), helm_secret(namespace="b", name="b")
    without_scheduler = hub(values={"scheduling": {"userScheduler": {"enabled": False}}})

    assert ("ok", "no other hubs on this cluster") == one(neighbors.other_stacks, site(EBS, hub(), objects=[helm_secret()]))
    assert "warning" == one(neighbors.other_stacks, site(EBS, hub(), objects=[other]))[0]
    clash, _ = neighbors.other_stacks(site(EBS, hub(), objects=[same]))
    assert ("failure", "Set release: jupyterhub for the hub in jupyterhub") == (clash.level, clash.fix)
    assert "warning" == one(neighbors.other_stacks, site(EBS, without_scheduler, objects=[same]))[0]
