"""The final backup of removal_policy: SNAPSHOT: its place in the order, and its steps with a double of the aws command line."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.constructs.storage.efs_final_backup import SCRIPT, EfsFinalBackup
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered, thing
from tests.constructs_lib.storage_files import efs_hub

#: Stands for aws: says each call, and answers as AWS would; STATES are the job's states, one for each look.
AWS = r"""#!/bin/sh
echo "$AWS_ACCESS_KEY_ID $*" >> calls
case "$*" in
*describe-backup-vault*) [ -n "${VAULT_IS_THERE:-}" ] ;;
*create-backup-vault*) ;;
*assume-role*) echo "key-of-role	secret	token" ;;
*start-backup-job*) [ -z "${REFUSED:-}" ] || { echo "AccessDenied" >&2; exit 254; }; echo job-1 ;;
*StatusMessage*) echo "the reason" ;;
*RecoveryPointArn*) echo "arn:aws:backup:us-west-2:111122223333:recovery-point:1" ;;
*describe-backup-job*)
    looks=$(cat looks 2>/dev/null || echo 0); looks=$((looks + 1)); echo "$looks" > looks
    state=$(echo "$STATES" | cut -d' ' -f"$looks"); [ -n "$state" ] || state=$(echo "$STATES" | sed 's/.* //')
    [ "$state" != "unreachable" ] || exit 255
    echo "$state" ;;
esac
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the script as Terraform does, with doubles of aws and sleep; keywords are environment variables."""
    for name, text in {"aws": AWS, "sleep": '#!/bin/sh\necho "$1" >> slept\n'}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    settings = {
        "AWS_REGION": "us-west-2",
        "ASSUME_ROLE_ARN": "",
        "BACKUP_ROLE_ARN": "arn:aws:iam::111122223333:role/backup",
        "BACKUP_VAULT": "vault",
        "FILE_SYSTEM_ARN": "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-1",
        "TIME_LIMIT": "100",
        "STATES": "CREATED RUNNING COMPLETED",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "AWS_ACCESS_KEY_ID": "key-of-caller",
        "STEPS": SCRIPT.read_text(encoding="utf-8"),
    }

    def script(**environment: str) -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "-c", 'eval "$STEPS"']
        return subprocess.run(command, cwd=tmp_path, env=settings | environment, capture_output=True, text=True, check=False)

    return script


def _calls(folder: Path) -> list[str]:
    return (folder / "calls").read_text().splitlines()


def test_success_is_a_completed_recovery_point(run: Run, tmp_path: Path) -> None:
    """The job is waited for, and the recovery point is named."""
    done = run()

    started = [call for call in _calls(tmp_path) if "start-backup-job" in call]
    assert 0 == done.returncode, done.stderr
    assert 1 == len(started)
    assert "--backup-vault-name vault --resource-arn arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-1" in started[0]
    assert "--iam-role-arn arn:aws:iam::111122223333:role/backup" in started[0]
    assert "recovery-point:1" in done.stdout


@pytest.mark.parametrize("state", ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"])
def test_failure_stops_the_destroy_and_says_why(state: str, run: Run) -> None:
    """Terraform keeps the file system when the step fails."""
    done = run(STATES=f"RUNNING {state}")

    assert 1 == done.returncode
    assert f"job job-1 ended as {state}: the reason" in done.stderr
    assert "is not deleted, and nothing on it is lost" in done.stderr


def test_time_out_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """No longer than the limit is waited, to the second."""
    done = run(STATES="RUNNING", TIME_LIMIT="75")

    assert 1 == done.returncode
    assert "job job-1 is RUNNING after 75 s" in done.stderr
    assert 75 == sum(map(int, (tmp_path / "slept").read_text().split()))


def test_person_who_destroys_may_set_the_limit(run: Run) -> None:
    """FINAL_BACKUP_TIMEOUT wins over the hub file, which can't be changed in mid-destroy."""
    assert "after 5 s" in run(STATES="RUNNING", FINAL_BACKUP_TIMEOUT="5").stderr


def test_refused_job_stops_the_destroy(run: Run) -> None:
    """Nothing is waited for that was never started."""
    done = run(REFUSED="yes")

    assert 1 == done.returncode
    assert "AWS Backup didn't take the job" in done.stderr


def test_short_trouble_of_the_network_is_waited_out(run: Run) -> None:
    """One missed look is no failure."""
    assert 0 == run(STATES="RUNNING unreachable unreachable COMPLETED").returncode


def test_long_trouble_of_the_network_stops_the_destroy(run: Run) -> None:
    """Not knowing is not having a backup."""
    done = run(STATES="unreachable")

    assert 1 == done.returncode
    assert "the state of job job-1 can't be read" in done.stderr


def test_missing_vault_is_made(run: Run, tmp_path: Path) -> None:
    """The vault isn't the stack's, so that it outlives it."""
    run()

    assert any("create-backup-vault --backup-vault-name vault" in call for call in _calls(tmp_path))


def test_vault_that_is_there_is_used(run: Run, tmp_path: Path) -> None:
    """Its key and its access policy are its owner's."""
    run(VAULT_IS_THERE="yes")

    assert not any("create-backup-vault" in call for call in _calls(tmp_path))


def test_role_of_the_cluster_is_assumed(run: Run, tmp_path: Path) -> None:
    """The calls have the same identity as Terraform's own."""
    run(ASSUME_ROLE_ARN="arn:aws:iam::111122223333:role/deployer")

    first, *rest = _calls(tmp_path)
    assert "--role-arn arn:aws:iam::111122223333:role/deployer" in first
    assert {"key-of-role"} == {call.partition(" ")[0] for call in rest}


def test_missing_command_line_stops_the_destroy(run: Run, tmp_path: Path) -> None:
    """The message says what to install."""
    done = run(PATH=str(tmp_path / "nowhere"))

    assert 1 == done.returncode
    assert "the aws command line is not on PATH" in done.stderr


def _step(document: dict[str, Any]) -> dict[str, Any]:
    (step,) = [data for data in document["resource"]["terraform_data"].values() if "provisioner" in data]
    return dict(step)


def _built(stack_id: str = "research", **cluster: Any) -> dict[str, Any]:
    """Return the JSON of a backup, and of what waits for it."""
    stack = new_stack(stack_id)
    backup = EfsFinalBackup(
        stack,
        "FinalBackup",
        cluster=existing_cluster(stack, **cluster),
        file_system_id="fs-0123456789abcdef0",
        file_system_arn="arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-0123456789abcdef0",
        vault="mine",
        time_limit=3600,
        depends_on=[thing(stack, "mount_target")],
    )
    return rendered(stack, ready=backup.ready)


def test_built_alone() -> None:
    """The step's input is all that it needs to know; it waits for its permission and for what has to be there still."""
    document = _built()
    ((name, step),) = document["resource"]["terraform_data"].items()
    (policy,), (role,) = document["resource"]["aws_iam_role_policy_attachment"], document["resource"]["aws_iam_role"]

    assert {
        "AWS_REGION": "us-west-2",
        "ASSUME_ROLE_ARN": "",
        "BACKUP_ROLE_ARN": f"${{aws_iam_role.{role}.arn}}",
        "BACKUP_VAULT": "mine",
        "FILE_SYSTEM_ARN": "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-0123456789abcdef0",
        "TIME_LIMIT": "3600",
    } == step["input"]
    assert {"file_system": "fs-0123456789abcdef0"} == step["triggers_replace"]
    assert [f"aws_iam_role_policy_attachment.{policy}", "test_thing.mount_target"] == step["depends_on"]
    assert [f"terraform_data.{name}"] == only(document, "test_later")["depends_on"]


def test_role_that_terraform_works_as() -> None:
    """The step assumes it too."""
    role = "arn:aws:iam::111122223333:role/deployer"

    assert role == only(_built(assume_role_arn=role), "terraform_data")["input"]["ASSUME_ROLE_ARN"]


def test_role_of_a_stack_with_a_long_name() -> None:
    """AWS takes 38 characters of a prefix; the stack's name is cut, the purpose stays."""
    assert "research-final-backup-" == only(_built(), "aws_iam_role")["name_prefix"]
    assert f"{'s' * 24}-final-backup-" == only(_built("s" * 63), "aws_iam_role")["name_prefix"]


def test_step_refers_to_nothing_but_itself(synth: Synth) -> None:
    """Terraform allows no other reference in a destroy-time step."""
    step = _step(synth(efs_hub(removal_policy="SNAPSHOT")))

    (provisioner,) = step["provisioner"]
    local = provisioner["local-exec"]
    references = re.findall(r"(?<!\$)\$\{([^}]*)\}", local["command"] + "".join(local["environment"].values()))
    steps = local["environment"].pop("STEPS")
    assert ("destroy", ["/bin/sh", "-c"], True) == (local["when"], local["interpreter"], local["quiet"])
    assert set(step["input"]) == set(local["environment"])
    assert {f"self.input.{name}" for name in step["input"]} == set(references)
    assert 'eval "$STEPS"' == local["command"]
    assert SCRIPT.read_text(encoding="utf-8") == steps.replace("$${", "${")


def test_backup_stands_between_the_volumes_and_the_file_system(synth: Synth) -> None:
    """On destroy: volumes, so that nothing writes; then the backup; then its role, the ways in, the daily backup, and the file system."""
    document = synth(efs_hub(removal_policy="SNAPSHOT"))

    step = _step(document)
    kinds = {wait.partition(".")[0] for wait in step["depends_on"]}
    for volume in document["resource"]["kubernetes_persistent_volume_v1"].values():
        assert any("FinalBackup" in wait for wait in volume["depends_on"])
    assert {
        "aws_efs_backup_policy", "aws_efs_mount_target", "aws_iam_role_policy_attachment", "aws_vpc_security_group_ingress_rule",
    } == kinds  # fmt: skip
    assert "${aws_efs_file_system." in step["input"]["FILE_SYSTEM_ARN"]
    assert "${aws_efs_file_system." in step["triggers_replace"]["file_system"]


def test_backup_role_is_for_aws_backup_alone(synth: Synth) -> None:
    """With AWS's own policy for backups."""
    document = synth(efs_hub(removal_policy="SNAPSHOT"))

    trusts = [data["statement"][0]["principals"][0]["identifiers"] for data in document["data"]["aws_iam_policy_document"].values()]
    policies = [attachment["policy_arn"] for attachment in document["resource"]["aws_iam_role_policy_attachment"].values()]
    assert ["backup.amazonaws.com"] in trusts
    assert any(policy.endswith("/AWSBackupServiceRolePolicyForBackup") for policy in policies)


def test_settings_of_the_backup_arrive(synth: Synth) -> None:
    """Vault, limit, and the role that Terraform itself works as."""
    role = "arn:aws:iam::111122223333:role/deployer"
    cluster = {"name": "test-cluster", "region": "us-west-2", "assume_role_arn": role}
    file = efs_hub(removal_policy="SNAPSHOT", backup_vault="mine", final_backup_timeout=3600, file={"cluster": cluster})

    settings = _step(synth(file))["input"]
    assert ("mine", "3600", role, "us-west-2") == tuple(
        settings[k] for k in ("BACKUP_VAULT", "TIME_LIMIT", "ASSUME_ROLE_ARN", "AWS_REGION")
    )


@pytest.mark.parametrize("policy", ["DESTROY", "RETAIN"])
def test_other_policies_take_no_final_backup(policy: str, synth: Synth) -> None:
    """Only SNAPSHOT asks for it."""
    document = synth(efs_hub(removal_policy=policy))

    assert [] == [data for data in document["resource"]["terraform_data"].values() if "provisioner" in data]


def test_existing_file_system_is_never_deleted_so_never_backed_up(synth: Synth) -> None:
    """Its owner decides."""
    document = synth(efs_hub(removal_policy="SNAPSHOT", existing_file_system_id="fs-0123456789abcdef0"))

    assert [] == [data for data in document["resource"]["terraform_data"].values() if "provisioner" in data]
