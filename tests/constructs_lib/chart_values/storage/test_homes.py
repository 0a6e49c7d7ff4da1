"""Chart values of the users' homes, and of the directories that they share."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.storage.homes import home_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig

_VERSION = ChartVersion.of("4.4.0")


def _efs(**settings: Any) -> EfsConfig:
    return EfsConfig.model_validate({"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN", **settings})


def test_volume_of_each_user() -> None:
    """On EBS the chart creates a claim for each user, of the class and size."""
    storage = {"type": "dynamic", "capacity": "10Gi", "dynamic": {"storageClass": "gp3"}}

    assert {"storage": storage} == home_values(EbsConfig(storage_class="gp3", capacity="10Gi"), _VERSION)["singleuser"]


def test_large_volumes_start_quickly() -> None:
    """Files of a volume get a new group only if its root has another one; EFS volumes have no such change."""
    kubespawner = home_values(EbsConfig(storage_class="gp3", capacity="10Gi"), _VERSION)["hub"]["config"]["KubeSpawner"]

    assert {"pod_security_context": {"fsGroupChangePolicy": "OnRootMismatch"}} == kubespawner
    assert "hub" not in home_values(_efs(), _VERSION)


def test_one_claim_for_all() -> None:
    """On EFS all homes are on one claim, each in a separate folder; the identity is the chart's default."""
    storage = {"type": "static", "static": {"pvcName": "home", "subPath": "home/{escaped_username}"}}

    assert {"singleuser": {"storage": storage}} == home_values(_efs(), _VERSION)


def test_servers_run_as_the_owner_of_the_homes() -> None:
    """If either number isn't the chart's default, both are set."""
    found = [home_values(_efs(access_point=point), _VERSION)["singleuser"] for point in ({"uid": 2000, "gid": 200}, {"gid": 200})]

    assert [(2000, 200), (1000, 200)] == [(values["uid"], values["fsGid"]) for values in found]


def test_shared_directories() -> None:
    """Each is a volume of its own claim in every server, read-only if set."""
    config = _efs(
        shared_directories=[
            {"name": "data", "mount_path": "/home/jovyan/data"},
            {"name": "course", "mount_path": "/home/jovyan/course", "read_only": True},
        ]
    )

    storage = home_values(config, _VERSION)["singleuser"]["storage"]

    assert [
        {"name": "shared-data", "persistentVolumeClaim": {"claimName": "home-data"}},
        {"name": "shared-course", "persistentVolumeClaim": {"claimName": "home-course"}},
    ] == storage["extraVolumes"]
    assert [
        {"name": "shared-data", "mountPath": "/home/jovyan/data"},
        {"name": "shared-course", "mountPath": "/home/jovyan/course", "readOnly": True},
    ] == storage["extraVolumeMounts"]
    assert ["home-data", "home-course"] == [config.claim_on(directory) for directory in config.shared_directories]


def test_someone_elses_claim() -> None:
    """An existing claim is mounted like that of EFS; the identity is the chart's default."""
    storage = {"type": "static", "static": {"pvcName": "lustre", "subPath": "home/{escaped_username}"}}

    assert {"singleuser": {"storage": storage}} == home_values(ExistingClaimConfig(pvc_name="lustre"), _VERSION)
