"""The final backup of a file system with removal_policy SNAPSHOT, taken by the destroy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.aws.client import Double
from tests.conftest import Synth, hub_file
from tests.terraform import Stack

HUB = hub_file(
    {"efs_csi_driver": {}},
    {
        "jupyterhub": {
            "efs_config": {"pvc_name": "home", "capacity": "10Gi", "removal_policy": "SNAPSHOT"},
            "service_type": "cluster_ip",
        }
    },
)


@pytest.mark.aws
@pytest.mark.slow
def test_destroy_succeeds_only_with_a_backup(synth: Synth, stack: Callable[[dict[str, Any]], Stack], double: Double) -> None:
    """The destroy stops with the file system in place if the backup fails or takes too long; the next destroy waits for the running job."""
    if shutil.which("aws") is None:
        pytest.skip("the AWS CLI, which takes the final backup, is not on PATH")
    copy = stack(synth(HUB))
    before = double.state()["resources"]
    copy.apply()
    (file_system,) = double.state()["mount_target_zones"]

    double.end_backups_as("failure")
    assert "ended as FAILED" in copy.fail_to_destroy()
    assert f"file system {file_system}" in double.state()["resources"]

    assert {file_system: True} == double.state()["daily_backups"]

    double.end_backups_as("timeout")
    assert "is RUNNING after " in copy.fail_to_destroy({"FINAL_BACKUP_TIMEOUT": "20"})
    assert f"file system {file_system}" in double.state()["resources"]

    assert {file_system: True} == double.state()["daily_backups"]

    double.end_backups_as("success")
    copy.destroy()
    assert {"backup vault jupyterhub-final-backups", *before} == set(double.state()["resources"])
    assert ["FAILED", "COMPLETED"] == [job["state"] for job in double.state()["backup_jobs"]]
