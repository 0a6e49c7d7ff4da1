"""A static volume on an EFS directory, and its claims."""

from __future__ import annotations

from typing import Any

import cdktf
import pytest

from constructs_lib.constructs.storage.efs_access_point import EfsAccessPoint
from constructs_lib.constructs.storage.efs_volume import EfsVolume
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import new_stack, rendered, thing
from tests.constructs_lib.storage_files import efs_hub

_VOLUME, _CLAIM = "kubernetes_persistent_volume_v1", "kubernetes_persistent_volume_claim_v1"


def _volume(stack: cdktf.TerraformStack, **properties: Any) -> EfsVolume:
    directory = EfsAccessPoint(stack, "Homes", file_system_id="fs-0123456789abcdef0", path="/homes", uid=1000, gid=100)
    return EfsVolume(
        stack,
        "Volume",
        **{
            "name": "research.team-a.home",
            "directory": directory,
            "storage_class": "research.team-a-efs",
            "capacity": "100Gi",
            "depends_on": [thing(stack, "mount_target")],
            **properties,
        },
    )


def test_defaults() -> None:
    """Many pods mount it, its data stay when the claim is deleted, and it waits for the mount targets."""
    stack = new_stack()
    _volume(stack)
    document = rendered(stack)
    volume = only(document, _VOLUME)
    (spec,), (point,) = volume["spec"], document["resource"]["aws_efs_access_point"]

    assert ("research.team-a.home", ["test_thing.mount_target"]) == (volume["metadata"]["name"], volume["depends_on"])
    assert (["ReadWriteMany"], {"storage": "100Gi"}, "Retain", "research.team-a-efs") == tuple(
        spec[key] for key in ("access_modes", "capacity", "persistent_volume_reclaim_policy", "storage_class_name")
    )
    assert {"csi": {"driver": "efs.csi.aws.com", "volume_handle": f"fs-0123456789abcdef0::${{aws_efs_access_point.{point}.id}}"}} == spec[
        "persistent_volume_source"
    ]
    assert {"ignore_changes": ["spec[0].capacity"]} == volume["lifecycle"]
    assert _CLAIM not in document["resource"]


def test_volume_for_one_pod() -> None:
    """As the hub's database needs it; its claim has the same access mode."""
    stack = new_stack()
    volume = _volume(stack, access_mode="ReadWriteOnce", depends_on=[])
    volume.claim(name="home", namespace="team-a")
    document = rendered(stack)

    assert [["ReadWriteOnce"]] * 2 == [only(document, _VOLUME)["spec"][0]["access_modes"], only(document, _CLAIM)["spec"]["access_modes"]]
    assert "depends_on" not in only(document, _VOLUME)


def test_claim() -> None:
    """Bound to the volume by name; both are replaced if the directory is, since Kubernetes allows changes of neither."""
    stack = new_stack()
    ready = _volume(stack).claim(name="home", namespace="team-a")
    document = rendered(stack, ready=ready)
    claim = only(document, _CLAIM)
    (volume,), (name,), (point,) = (document["resource"][kind] for kind in (_VOLUME, _CLAIM, "aws_efs_access_point"))

    assert {"name": "home", "namespace": "team-a"} == claim["metadata"]
    assert (f"${{{_VOLUME}.{volume}.metadata[0].name}}", {"requests": {"storage": "100Gi"}}) == (
        claim["spec"]["volume_name"], claim["spec"]["resources"]
    )  # fmt: skip
    assert [f"{_VOLUME}.{volume}"] == claim["depends_on"]
    assert [f"{_CLAIM}.{name}"] == only(document, "test_later")["depends_on"]
    assert {"ignore_changes": ["spec[0].resources"], "replace_triggered_by": [f"aws_efs_access_point.{point}.id"]} == claim["lifecycle"]
    assert [f"aws_efs_access_point.{point}.id"] == only(document, _VOLUME)["lifecycle"]["replace_triggered_by"]


def test_claim_for_helm() -> None:
    """It has the marks with which Helm adopts it, Helm may add labels, and nothing is replaced: the release uses the claim."""
    stack = new_stack()
    ready = _volume(stack).claim_for_helm(
        name="hub-db-dir", namespace="team-a", labels={"managed-by": "Helm"}, annotations={"release-name": "hub"}
    )
    document = rendered(stack, ready=ready)
    claim = only(document, _CLAIM)

    assert {
        "name": "hub-db-dir",
        "namespace": "team-a",
        "labels": {"managed-by": "Helm"},
        "annotations": {"release-name": "hub"},
    } == claim["metadata"]
    assert {"ignore_changes": ["spec[0].resources", "metadata[0].labels"]} == claim["lifecycle"]
    assert "replace_triggered_by" not in only(document, _VOLUME)["lifecycle"]


def test_volume_is_claimed_once() -> None:
    """A second claim on it would stay pending forever."""
    volume = _volume(new_stack())
    volume.claim(name="home", namespace="team-a")

    with pytest.raises(RuntimeError, match="There is already a Construct with name 'Claim'"):
        volume.claim(name="other", namespace="team-a")


SHARED = [{"name": "data", "mount_path": "/data"}, {"name": "courses", "mount_path": "/courses", "read_only": True}]


def test_volumes_keep_their_data_whatever_the_policy(synth: Synth) -> None:
    """The file system's policy decides."""
    volumes = synth(efs_hub(shared_directories=SHARED))["resource"][_VOLUME].values()

    assert 4 == len(volumes)
    assert {"Retain"} == {volume["spec"][0]["persistent_volume_reclaim_policy"] for volume in volumes}


def test_later_sizes_change_nothing(synth: Synth) -> None:
    """Kubernetes would refuse to resize such a claim."""
    document = synth(efs_hub())

    for claim in document["resource"][_CLAIM].values():
        assert "spec[0].resources" in claim["lifecycle"]["ignore_changes"]
    for volume in document["resource"][_VOLUME].values():
        assert ["spec[0].capacity"] == volume["lifecycle"]["ignore_changes"]
