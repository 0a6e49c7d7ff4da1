"""What is mounted from a file system: homes, shared directories, the hub's database; and in which order it goes."""

from __future__ import annotations

from typing import Any

from tests.conftest import Synth, chart_values, only
from tests.constructs_lib.storage_files import efs_hub

SHARED = [
    {"name": "data", "mount_path": "/home/jovyan/data"},
    {"name": "courses", "mount_path": "/courses", "read_only": True, "path": "/old/courses"},
]


def _directories(document: dict[str, Any]) -> dict[str, tuple[int, int, str]]:
    return {
        point["root_directory"]["path"]: (
            point["posix_user"]["uid"],
            point["posix_user"]["gid"],
            point["root_directory"]["creation_info"]["permissions"],
        )
        for point in document["resource"]["aws_efs_access_point"].values()
    }


def test_homes_belong_to_the_notebooks_user(synth: Synth) -> None:
    """A new user's first log-in can write, without root; nobody else enters."""
    assert {"/homes": (1000, 100, "0770"), "/hub-database": (1000, 1000, "0770")} == _directories(synth(efs_hub()))


def test_other_owner_is_also_the_servers_user(synth: Synth) -> None:
    """Files and processes agree."""
    document = synth(efs_hub(access_point={"uid": 2000, "gid": 3000, "path": "/old/homes"}))

    assert (2000, 3000, "0770") == _directories(document)["/old/homes"]
    assert (2000, 3000) == tuple(chart_values(document)["singleuser"][key] for key in ("uid", "fsGid"))


def test_default_owner_is_the_charts_own(synth: Synth) -> None:
    """Nothing has to be said to the chart then."""
    assert not {"uid", "fsGid"} & set(chart_values(synth(efs_hub()))["singleuser"])


def test_root_servers_find_roots_homes(synth: Synth) -> None:
    """Otherwise EFS would squash root to the notebooks' user, and changing owners would fail."""
    assert (0, 0, "0770") == _directories(synth(efs_hub(hub={"run_as_root": True})))["/homes"]


def test_shared_directories_are_claims_of_their_own(synth: Synth) -> None:
    """Each has a directory, a volume and a claim, and is mounted as said."""
    document = synth(efs_hub(shared_directories=SHARED))

    storage = chart_values(document)["singleuser"]["storage"]
    claims = {claim["metadata"]["name"] for claim in document["resource"]["kubernetes_persistent_volume_claim_v1"].values()}
    assert {"/homes", "/shared/data", "/old/courses", "/hub-database"} == set(_directories(document))
    assert {"home", "home-data", "home-courses", "hub-db-dir"} == claims
    assert ["home-data", "home-courses"] == [volume["persistentVolumeClaim"]["claimName"] for volume in storage["extraVolumes"]]
    assert [
        {"name": "shared-data", "mountPath": "/home/jovyan/data"},
        {"name": "shared-courses", "mountPath": "/courses", "readOnly": True},
    ] == storage["extraVolumeMounts"]


def _named(document: dict[str, Any], kind: str, part: str) -> dict[str, Any]:
    (found,) = [block for name, block in document["resource"][kind].items() if part in name]
    return dict(found)


def test_database_has_a_volume_that_only_it_can_claim(synth: Synth) -> None:
    """The chart's claim names a class that this volume alone has."""
    document = synth(efs_hub())

    claim = chart_values(document)["hub"]["db"]["pvc"]
    (volume,) = [
        volume["spec"][0]
        for volume in document["resource"]["kubernetes_persistent_volume_v1"].values()
        if volume["spec"][0]["storage_class_name"] == claim["storageClassName"]
    ]
    assert (["ReadWriteOnce"], {"storage": "1Gi"}) == (volume["access_modes"], volume["capacity"])


def test_databases_claim_is_there_before_the_chart_asks_for_it(synth: Synth) -> None:
    """Bound to its volume, in the chart's own words but for Helm's labels, which may come; it outlives a failed install."""
    document = synth(efs_hub(hub={"release": "lab", "namespace": "second"}))

    claim = _named(document, "kubernetes_persistent_volume_claim_v1", "DatabaseVolume")
    chart = chart_values(document)["hub"]["db"]["pvc"]
    assert ("hub-db-dir", "lab", "second", "keep") == (claim["metadata"]["name"], *_marks(claim))
    assert (chart["storageClassName"], ["ReadWriteOnce"]) == (claim["spec"]["storage_class_name"], claim["spec"]["access_modes"])
    assert claim["spec"]["volume_name"].startswith("${kubernetes_persistent_volume_v1.second_Home_DatabaseVolume_")
    assert ["spec[0].resources", "metadata[0].labels"] == claim["lifecycle"]["ignore_changes"]
    assert any("DatabaseVolume_Claim" in wait for wait in only(document, "helm_release")["depends_on"])


def _marks(claim: dict[str, Any]) -> list[str]:
    """Give the values of the claim's annotations: release, namespace, policy."""
    keys = ("meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "helm.sh/resource-policy")
    return [claim["metadata"]["annotations"][key] for key in keys]


def test_database_elsewhere_leaves_nothing_on_the_file_system(synth: Synth) -> None:
    """No volume is made that nobody claims."""
    document = synth(efs_hub(hub={"hub_database": {"storage_class": "gp3", "capacity": "2Gi"}}))

    assert {"/homes"} == set(_directories(document))
    assert {"storageClassName": "gp3", "storage": "2Gi"} == chart_values(document)["hub"]["db"]["pvc"]
    assert "home" == only(document, "kubernetes_persistent_volume_claim_v1")["metadata"]["name"]


def test_volumes_keep_their_data_whatever_the_policy(synth: Synth) -> None:
    """It is the file system's policy that decides."""
    volumes = synth(efs_hub(shared_directories=SHARED))["resource"]["kubernetes_persistent_volume_v1"].values()

    assert {"Retain"} == {volume["spec"][0]["persistent_volume_reclaim_policy"] for volume in volumes}


def test_destroy_goes_from_the_release_to_the_file_system(synth: Synth) -> None:
    """Release, users' servers, claims, volumes, ways in: each waits for the one after it to be there."""
    document = synth(efs_hub())

    def waits(kind: str) -> set[str]:
        return {wait.partition(".")[0] for block in document["resource"][kind].values() for wait in block["depends_on"]}

    assert "kubernetes_config_map_v1" in waits("helm_release")
    assert "kubernetes_persistent_volume_claim_v1" in waits("kubernetes_config_map_v1")
    assert {"kubernetes_persistent_volume_v1"} == waits("kubernetes_persistent_volume_claim_v1")
    assert {"aws_efs_mount_target", "aws_eks_addon"} <= waits("kubernetes_persistent_volume_v1")
    assert only(document, "aws_efs_mount_target")["file_system_id"].startswith("${aws_efs_file_system.")


def test_later_sizes_change_nothing(synth: Synth) -> None:
    """Kubernetes would refuse to resize such a claim."""
    document = synth(efs_hub())

    for claim in document["resource"]["kubernetes_persistent_volume_claim_v1"].values():
        assert "spec[0].resources" in claim["lifecycle"]["ignore_changes"]
    for volume in document["resource"]["kubernetes_persistent_volume_v1"].values():
        assert ["spec[0].capacity"] == volume["lifecycle"]["ignore_changes"]


def test_another_directory_replaces_volume_claim_and_servers(synth: Synth) -> None:
    """Kubernetes lets volumes and claims not be changed, and deletes no claim that a server mounts."""
    document = synth(efs_hub())

    changed = ["aws_efs_access_point.jupyterhub_Home_Homes_3441D408.id"]
    storage = ("kubernetes_persistent_volume_v1", "kubernetes_persistent_volume_claim_v1")
    for block in (*(_named(document, kind, "HomesVolume") for kind in storage), only(document, "kubernetes_config_map_v1")):
        assert changed == block["lifecycle"]["replace_triggered_by"]
    for kind in storage:
        assert "replace_triggered_by" not in _named(document, kind, "DatabaseVolume")["lifecycle"]


def test_two_hubs_share_no_cluster_wide_name(synth: Synth) -> None:
    """Classes and volumes derive from stack and namespace."""
    first, second = efs_hub(), efs_hub(hub={"namespace": "second"})
    document = synth({**first, "add_ons": [*first["add_ons"], second["add_ons"][1]]})

    for kind in ("kubernetes_persistent_volume_v1", "kubernetes_storage_class_v1"):
        names = [block["metadata"]["name"] for block in document["resource"][kind].values()]
        assert len(set(names)) == len(names)
