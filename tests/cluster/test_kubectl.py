"""What the tests ask of kubectl."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cluster.kubectl import Kubectl


def _volume(name: str, *, made: bool, policy: str, phase: str) -> dict[str, Any]:
    annotations = {"annotations": {"pv.kubernetes.io/provisioned-by": "ebs.csi.aws.com"}} if made else {}
    return {"metadata": {"name": name, **annotations}, "spec": {"persistentVolumeReclaimPolicy": policy}, "status": {"phase": phase}}


def test_retained_volumes_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those of users whose claims were deleted: what the stack itself has created, or what is still in use, would be a fault."""
    volumes = [
        _volume("kept", made=True, policy="Retain", phase="Released"),
        _volume("in-use", made=True, policy="Retain", phase="Bound"),
        _volume("going", made=True, policy="Delete", phase="Released"),
        _volume("of-the-stack", made=False, policy="Retain", phase="Released"),
    ]
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(Kubectl, "_items", lambda *_: volumes)
    monkeypatch.setattr(Kubectl, "__call__", lambda _self, *arguments, **_: ran.append(arguments))

    Kubectl("/kubeconfig").drop_retained()

    assert [("delete", "persistentvolume", "kept")] == ran
