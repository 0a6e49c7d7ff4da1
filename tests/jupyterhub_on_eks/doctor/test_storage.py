"""Storage classes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.doctor.storage import storage_classes
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub, item, site


def storage_class(name: str = "gp3", policy: str = "Retain", mode: str = "WaitForFirstConsumer", **more: Any) -> dict[str, Any]:
    """Return a class of the EBS driver."""
    return item("StorageClass", name, provisioner="ebs.csi.aws.com", reclaimPolicy=policy, volumeBindingMode=mode, **more)


def _homes(**more: Any) -> dict[str, Any]:
    return hub(ebs_config={"storage_class": "gp3", "capacity": "10Gi", **more})


@pytest.mark.parametrize(
    ("add_on", "there", "level", "message"),
    [
        (hub(), [storage_class()], "ok", "gp3, ebs.csi.aws.com, Retain"),
        (hub(), [storage_class("gp2")], "failure", "the cluster has no storage class gp3; it has gp2. Use one of them"),
        (hub(), [storage_class(policy="Delete")], "failure", "gp3 has the reclaim policy Delete, but jupyterhub requires Retain"),
        (_homes(removal_policy="DESTROY"), [storage_class()], "failure", "or set removal_policy: RETAIN"),
        (_homes(), [storage_class(policy="Delete")], "warning", "so destroying the stack deletes the homes"),
        (_homes(storage_class={"name": "a"}), [], "ok", "a will be created"),
        (
            _homes(storage_class={"name": "a"}),
            [storage_class("a")],
            "failure",
            "a is already on the cluster, and is not managed by this stack",
        ),
        (_homes(storage_class={"name": "own"}), [storage_class("own")], "ok", "own is managed by this stack"),
    ],
)
def test_storage_classes(*, add_on: Any, there: Any, level: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Existing, not taken, and with the policy that the hub file needs."""
    monkeypatch.chdir(tmp_path)
    state = '{"resources": [{"mode": "managed", "type": "kubernetes_storage_class_v1", "instances": [{"attributes": {"metadata": [{"name": "own"}]}}]}]}'
    Path("terraform.lab.tfstate").write_text(state)
    (found,) = storage_classes(site(EBS, add_on, objects=there))

    assert level == found.level
    assert message in found.line


def test_a_class_that_does_not_wait() -> None:
    """Its volumes may be where no pod is."""
    assert ["ok", "warning"] == [
        finding.level.value for finding in storage_classes(site(EBS, hub(), objects=[storage_class(mode="Immediate")]))
    ]


@pytest.mark.parametrize(("default", "level"), [("true", "ok"), ("false", "failure")])
def test_the_default_class(default: str, level: str) -> None:
    """Values may use the cluster's, which has to exist."""
    values = {"singleuser": {"storage": {"dynamic": {"storageClass": None}}}, "hub": {"db": {"pvc": {"storageClassName": None}}}}
    add_on = hub(ebs_config={"storage_class": "gp3", "capacity": "10Gi"}, values=values)
    there = storage_class(annotations={"storageclass.kubernetes.io/is-default-class": default})

    assert [level] == [finding.level.value for finding in storage_classes(site(EBS, add_on, objects=[there]))]
