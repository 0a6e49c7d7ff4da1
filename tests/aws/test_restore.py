"""The commands of docs/storage.md that restore homes, run by the real AWS CLI as the page has them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws_commands.in_text import commands_of_page
from tests.conftest import ROOT, Synth
from tests.constructs_lib.storage_files import efs_hub
from tests.terraform import Stack

PAGE = ROOT / "docs" / "storage.md"

#: Searches text that is printed for people.
_ARN = re.compile(r"arn:aws:[^\s|\"]+")

Aws = Callable[..., str]


def _of_section(title: str) -> dict[str, list[str]]:
    """Return the aws commands of a section of the page, by their operations."""
    section = PAGE.read_text(encoding="utf-8").partition(f"### {title}\n")[2].partition("\n### ")[0]
    return {words[1]: words for words in commands_of_page(section)}


@pytest.fixture
def aws(double: Double) -> Aws:
    """Run a command of the page, with its variables filled in as a reader would."""
    if shutil.which("aws") is None:
        pytest.skip("the AWS CLI is not on PATH")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}

    def run(words: Sequence[str], **variables: str) -> str:
        filled = [re.sub(r"\$(\w+)", lambda found: variables[found[1]], word) for word in words]
        done = subprocess.run(
            ["aws", *filled],
            env={**environment, **double.environment(), "AWS_DEFAULT_REGION": "us-west-2"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert 0 == done.returncode, (filled, done.stderr)
        return done.stdout

    return run


def _role(aws: Aws) -> str:
    trust = {"Statement": {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}}
    made = aws(
        ["iam", "create-role", "--role-name", "restores", "--assume-role-policy-document", json.dumps({"Version": "2012-10-17", **trust})]
    )
    return str(json.loads(made)["Role"]["Arn"])


@pytest.mark.aws
@pytest.mark.slow
def test_file_system_from_its_final_backup(synth: Synth, stack: Callable[[dict[str, Any]], Stack], double: Double, aws: Aws) -> None:
    """SNAPSHOT, destroy, the page's commands, and a hub on the restored file system."""
    copy = stack(synth(efs_hub(removal_policy="SNAPSHOT")))
    copy.apply()
    (old,) = double.state()["mount_target_zones"]
    copy.destroy()
    assert [] == list(double.state()["mount_target_zones"])
    page = _of_section("After SNAPSHOT")

    source, point = _ARN.findall(aws(page["list-recovery-points-by-backup-vault"]))
    assert source.endswith(f"/{old}")
    job = json.loads(aws(page["start-restore-job"], RECOVERY_POINT=point, ROLE=_role(aws), OLD_FILE_SYSTEM=old))["RestoreJobId"]
    status, made = json.loads(aws(page["describe-restore-job"], JOB=job))

    new = made.rpartition("/")[2]
    assert ("COMPLETED", [new]) == (status, list(double.state()["mount_target_zones"]))
    settings = {"existing_file_system_id": new, "create_mount_targets": True, "access_point": {"path": "/aws-backup-restore_x/homes"}}
    copy.replace_with(aws_half(synth(efs_hub(removal_policy="RETAIN", hub={"hub_database": "in_memory"}, **settings))))
    copy.apply()
    assert {new: 3} == {key: len(zones) for key, zones in double.state()["mount_target_zones"].items()}


@pytest.mark.aws
@pytest.mark.slow
def test_volume_from_a_snapshot(double: Double, aws: Aws) -> None:
    """The volume has the tags by which it is found for its claim and backed up again."""
    double.seed([])
    page = _of_section("A volume on EBS from a backup")
    aws(["backup", "create-backup-vault", "--backup-vault-name", "homes"])
    volume = json.loads(aws(["ec2", "create-volume", "--size", "10", "--availability-zone", "us-west-2a"]))["VolumeId"]
    snapshot = json.loads(aws(["ec2", "create-snapshot", "--volume-id", volume]))["SnapshotId"]
    there = {"snap-0123456789abcdef0": snapshot}

    assert "homes" in aws(page["list-backup-vaults"])
    assert [] == _ARN.findall(aws(page["list-recovery-points-by-backup-vault"], VAULT="homes"))
    assert [10] == [size for _, size in json.loads(aws([there.get(word, word) for word in page["describe-snapshots"]]))]
    made = json.loads(aws([there.get(word, word) for word in page["create-volume"]]))["VolumeId"]

    by_claim = _of_section("A volume on EBS that was kept")["describe-volumes"]
    assert [made] == [found["VolumeId"] for found in json.loads(aws(by_claim))["Volumes"]]
