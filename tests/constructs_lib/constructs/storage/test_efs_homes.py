"""What is mounted from a file system: homes, shared directories, the hub's database; and the order of destruction."""

from __future__ import annotations

import hashlib
from typing import Any

import cdktf
import pytest
from pydantic import ValidationError

from constructs_lib.constructs.storage.efs_homes import EfsHomes, cluster_wide_name
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from tests.conftest import Synth, chart_values, only
from tests.constructs_lib.stacks import hub_site, kinds, named, new_stack, rendered, thing
from tests.constructs_lib.storage_files import efs_hub

_VOLUME, _CLAIM = "kubernetes_persistent_volume_v1", "kubernetes_persistent_volume_claim_v1"
_EXISTING = "fs-0123456789abcdef0"

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


def _homes(stack: cdktf.TerraformStack, config: dict[str, Any] | None = None, **site: Any) -> EfsHomes:
    """Return the homes of a hub; `site` are properties of the hub's site."""
    settings = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "DESTROY", **(config or {})}
    return EfsHomes(stack, "Homes", config=EfsConfig.model_validate(settings), site=hub_site(stack, **site))


def test_defaults() -> None:
    """A file system with a mount target for each zone, a directory, a volume and a claim for the homes; the id is an output."""
    stack = new_stack()
    homes = _homes(stack)
    document = rendered(stack, ready=homes.ready)
    (file_system,) = document["resource"]["aws_efs_file_system"]

    assert {"/homes": (1000, 100, "0770")} == _directories(document)
    assert ("research.team-a.home", "home") == tuple(only(document, kind)["metadata"]["name"] for kind in (_VOLUME, _CLAIM))
    assert only(document, _CLAIM)["metadata"]["namespace"].startswith("${kubernetes_namespace_v1.Namespace_")
    assert "research.team-a-efs" == only(document, "kubernetes_storage_class_v1")["metadata"]["name"]
    assert {_CLAIM, "aws_efs_file_system_policy", "aws_efs_mount_target", "aws_vpc_security_group_ingress_rule"} == kinds(
        only(document, "test_later")["depends_on"]
    )
    assert ["file_system_id"] == list(homes.outputs)
    assert file_system.startswith("Homes_FileSystem_")
    assert ([], [], {}) == (list(homes.removed), list(homes.retained), dict(homes.storage_classes))


def test_id_is_an_output() -> None:
    """The output is the file system's own id."""
    stack = new_stack()
    output = _homes(stack).outputs["file_system_id"]
    document = rendered(stack, published=output.value)
    (file_system,) = document["resource"]["aws_efs_file_system"]

    assert f"${{aws_efs_file_system.{file_system}.id}}" == document["output"]["published"]["value"]
    assert "Id of the EFS file system with the homes" == output.description


def test_everything_is_mounted_after_the_driver() -> None:
    """Volumes wait for it, so that a destroy unmounts them first."""
    stack = new_stack()
    homes = _homes(stack, driver_ready=[thing(stack, "driver")])
    document = rendered(stack, ready=homes.ready)

    assert "test_thing.driver" in only(document, _VOLUME)["depends_on"]
    assert "test_thing.driver" in only(document, "test_later")["depends_on"]


def test_database_on_the_file_system() -> None:
    """Its volume has a class that is published, and its claim is the one that the chart expects."""
    stack = new_stack()
    homes = _homes(stack, database=HubDatabaseConfig(efs=True, path="/db", capacity="2Gi"))
    document = rendered(stack, ready=homes.ready)
    claim, volume = named(document, _CLAIM, "DatabaseVolume"), named(document, _VOLUME, "DatabaseVolume")

    assert ("research.team-a-hub-db", "research.team-a-hub-db") == (homes.database_class, claim["spec"]["storage_class_name"])
    assert (1000, 1000, "0770") == _directories(document)["/db"]
    assert ({"release-name": "hub"}, {"storage": "2Gi"}) == (claim["metadata"]["annotations"], volume["spec"][0]["capacity"])
    assert any("DatabaseVolume_Claim" in wait for wait in only(document, "test_later")["depends_on"])


def test_servers_end_when_a_directory_is_replaced() -> None:
    """That of the homes and each shared one; only the hub uses the database."""
    stack = new_stack()
    homes = _homes(stack, {"shared_directories": SHARED}, database=HubDatabaseConfig(efs=True))

    assert ["Homes", "Homes_Shared-data", "Homes_Shared-courses"] == [
        trigger.removeprefix("aws_efs_access_point.").rpartition("_")[0] for trigger in homes.replaced_with
    ]


def test_existing_file_system() -> None:
    """It is looked up; the one that this hub had created before is forgotten, and mounts wait only for the driver."""
    stack = new_stack()
    homes = _homes(stack, {"existing_file_system_id": _EXISTING, "removal_policy": "RETAIN"})
    document = rendered(stack, ready=homes.ready)

    assert _EXISTING == only(document, "aws_efs_file_system", "data")["file_system_id"]
    expected = ["aws_efs_file_system", "aws_efs_backup_policy", "aws_kms_key", "aws_efs_file_system_policy"]
    assert expected == [address.partition(".")[0] for address in homes.removed]
    assert not {"aws_efs_file_system", "aws_efs_file_system_policy", "aws_efs_mount_target"} & set(document["resource"])
    assert {_CLAIM} == kinds(only(document, "test_later")["depends_on"])
    assert "depends_on" not in only(document, _VOLUME)


def test_snapshot() -> None:
    """Mounts wait for the step of the final backup, so that on destroy they are unmounted first."""
    stack = new_stack()
    _homes(stack, {"removal_policy": "SNAPSHOT"})

    assert any(".Homes_FinalBackup_" in wait for wait in only(rendered(stack), _VOLUME)["depends_on"])


@pytest.mark.parametrize(("supports_forget", "key"), [(True, "destroy"), (False, "prevent_destroy")])
def test_retain(supports_forget: bool, key: str) -> None:  # noqa: FBT001  # a parameter of the test
    """What a destroy keeps is published, and guarded as Terraform supports."""
    stack = new_stack()
    homes = _homes(stack, {"removal_policy": "RETAIN"}, supports_forget=supports_forget)
    document = rendered(stack)

    kept = [address.partition(".")[0] for address in homes.retained]
    assert ["aws_efs_file_system", "aws_efs_backup_policy", "aws_efs_file_system_policy"] == kept
    assert key in only(document, "aws_efs_file_system")["lifecycle"]


def test_servers_as_root() -> None:
    """The homes are root's, whatever the access point's defaults."""
    stack = new_stack()
    _homes(stack, runs_as_root=True)

    assert {"/homes": (0, 0, "0770")} == _directories(rendered(stack))


def test_contradicting_settings() -> None:
    """They never reach the construct."""
    with pytest.raises(ValidationError, match="true creates a key, which conflicts with kms_key_id"):
        _homes(new_stack(), {"create_kms_key": True, "kms_key_id": "arn:aws:kms:us-west-2:111122223333:key/1234abcd"})


def test_longest_name_of_a_volume() -> None:
    """Kubernetes accepts 253 characters; a longer name ends in a hash of the whole, so that no two are the same."""
    fits, long = "s" * 248, "s" * 300

    assert f"{fits}.home" == cluster_wide_name(fits, "home")
    assert f"{'s' * 244}-{hashlib.sha256(f'{long}.home'.encode()).hexdigest()[:8]}" == cluster_wide_name(long, "home")
    assert 253 == len(cluster_wide_name(long, "home"))
    assert cluster_wide_name(long, "home") != cluster_wide_name(long, "other")


def test_name_is_not_cut_at_a_separator() -> None:
    """A dot or a dash before the hash's own would be invalid."""
    name = cluster_wide_name(f"{'s' * 243}.{'x' * 20}", "home")

    assert name.startswith(f"{'s' * 243}-")
    assert 252 == len(name)


def test_homes_belong_to_the_notebooks_user(synth: Synth) -> None:
    """A new user's first login can write, without root; nobody else has access."""
    assert {"/homes": (1000, 100, "0770"), "/hub-database": (1000, 1000, "0770")} == _directories(synth(efs_hub()))


def test_other_owner_is_also_the_servers_user(synth: Synth) -> None:
    """Files and processes agree."""
    document = synth(efs_hub(access_point={"uid": 2000, "gid": 3000, "path": "/old/homes"}))

    assert (2000, 3000, "0770") == _directories(document)["/old/homes"]
    assert (2000, 3000) == tuple(chart_values(document)["singleuser"][key] for key in ("uid", "fsGid"))


def test_default_owner_is_the_charts_own(synth: Synth) -> None:
    """The chart needs no setting then."""
    assert not {"uid", "fsGid"} & set(chart_values(synth(efs_hub()))["singleuser"])


def test_root_servers_have_roots_homes(synth: Synth) -> None:
    """Otherwise EFS would squash root to the notebook user, and changing owners would fail."""
    assert (0, 0, "0770") == _directories(synth(efs_hub(hub={"run_as_root": True})))["/homes"]


def test_shared_directories_have_separate_claims(synth: Synth) -> None:
    """Each has a directory, a volume and a claim, and is mounted as set."""
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


def test_database_has_a_volume_that_only_it_can_claim(synth: Synth) -> None:
    """The chart's claim names a class that only this volume has."""
    document = synth(efs_hub())

    claim = chart_values(document)["hub"]["db"]["pvc"]
    (volume,) = [
        volume["spec"][0]
        for volume in document["resource"]["kubernetes_persistent_volume_v1"].values()
        if volume["spec"][0]["storage_class_name"] == claim["storageClassName"]
    ]
    assert (["ReadWriteOnce"], {"storage": "1Gi"}) == (volume["access_modes"], volume["capacity"])


def test_databases_claim_exists_before_the_chart_needs_it(synth: Synth) -> None:
    """Bound to its volume, with the chart's own fields; Helm may add its labels; it outlives a failed install."""
    document = synth(efs_hub(hub={"release": "lab", "namespace": "second"}))

    claim = named(document, "kubernetes_persistent_volume_claim_v1", "DatabaseVolume")
    chart = chart_values(document)["hub"]["db"]["pvc"]
    assert ("hub-db-dir", "lab", "second", "keep") == (claim["metadata"]["name"], *_marks(claim))
    assert (chart["storageClassName"], ["ReadWriteOnce"]) == (claim["spec"]["storage_class_name"], claim["spec"]["access_modes"])
    assert claim["spec"]["volume_name"].startswith("${kubernetes_persistent_volume_v1.second_Home_DatabaseVolume_")
    assert ["spec[0].resources", "metadata[0].labels"] == claim["lifecycle"]["ignore_changes"]
    assert any("DatabaseVolume_Claim" in wait for wait in only(document, "helm_release")["depends_on"])


def _marks(claim: dict[str, Any]) -> list[str]:
    """Return the values of the claim's annotations: release, namespace, policy."""
    keys = ("meta.helm.sh/release-name", "meta.helm.sh/release-namespace", "helm.sh/resource-policy")
    return [claim["metadata"]["annotations"][key] for key in keys]


def test_database_elsewhere_leaves_nothing_on_the_file_system(synth: Synth) -> None:
    """No volume is created without a claim."""
    document = synth(efs_hub(hub={"hub_database": {"storage_class": "gp3", "capacity": "2Gi"}}))

    assert {"/homes"} == set(_directories(document))
    assert {"storageClassName": "gp3", "storage": "2Gi"} == chart_values(document)["hub"]["db"]["pvc"]
    assert "home" == only(document, "kubernetes_persistent_volume_claim_v1")["metadata"]["name"]


def test_destroy_order_from_the_release_to_the_file_system(synth: Synth) -> None:
    """Release, users' servers, claims, volumes, mount targets: each waits for the next one to exist."""
    document = synth(efs_hub())

    def waits(kind: str) -> set[str]:
        return {wait.partition(".")[0] for block in document["resource"][kind].values() for wait in block["depends_on"]}

    assert "kubernetes_config_map_v1" in waits("helm_release")
    assert "kubernetes_persistent_volume_claim_v1" in waits("kubernetes_config_map_v1")
    assert {"kubernetes_persistent_volume_v1"} == waits("kubernetes_persistent_volume_claim_v1")
    assert {"aws_efs_mount_target", "aws_eks_addon"} <= waits("kubernetes_persistent_volume_v1")
    assert only(document, "aws_efs_mount_target")["file_system_id"].startswith("${aws_efs_file_system.")


def test_another_directory_replaces_volume_claim_and_servers(synth: Synth) -> None:
    """Kubernetes doesn't allow changes of volumes and claims, and deletes no claim that a server mounts."""
    document = synth(efs_hub())

    changed = "aws_efs_access_point.jupyterhub_Home_Homes_3441D408.id"
    storage = ("kubernetes_persistent_volume_v1", "kubernetes_persistent_volume_claim_v1")
    for block in (*(named(document, kind, "HomesVolume") for kind in storage), only(document, "kubernetes_config_map_v1")):
        assert changed in block["lifecycle"]["replace_triggered_by"]
    for kind in storage:
        assert "replace_triggered_by" not in named(document, kind, "DatabaseVolume")["lifecycle"]


def test_two_hubs_share_no_cluster_wide_name(synth: Synth) -> None:
    """Classes and volumes derive from stack and namespace."""
    first, second = efs_hub(), efs_hub(hub={"namespace": "second"})
    document = synth({**first, "add_ons": [*first["add_ons"], second["add_ons"][1]]})

    for kind in ("kubernetes_persistent_volume_v1", "kubernetes_storage_class_v1"):
        names = [block["metadata"]["name"] for block in document["resource"][kind].values()]
        assert len(set(names)) == len(names)
