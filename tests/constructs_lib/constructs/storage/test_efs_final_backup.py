"""The final backup of removal_policy: SNAPSHOT: its position in the order, and its role's permissions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.constructs.storage.efs_final_backup import SCRIPT, EfsFinalBackup
from tests.conftest import Synth, only
from tests.constructs_lib.stacks import existing_cluster, new_stack, rendered, thing
from tests.constructs_lib.storage_files import efs_hub
from tests.iam_policy import allows


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
    """The step's input is all that it needs; it waits for its permission and for what must still exist."""
    document = _built()
    ((name, step),) = document["resource"]["terraform_data"].items()
    (policy,), (role,) = document["resource"]["aws_iam_role_policy"], document["resource"]["aws_iam_role"]

    assert {
        "AWS_REGION": "us-west-2",
        "ASSUME_ROLE_ARN": "",
        "BACKUP_ROLE_ARN": f"${{aws_iam_role.{role}.arn}}",
        "BACKUP_VAULT": "mine",
        "FILE_SYSTEM_ARN": "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-0123456789abcdef0",
        "TIME_LIMIT": "3600",
    } == step["input"]
    assert {"file_system": "fs-0123456789abcdef0"} == step["triggers_replace"]
    assert [f"aws_iam_role_policy.{policy}", "test_thing.mount_target"] == step["depends_on"]
    assert [f"terraform_data.{name}"] == only(document, "test_later")["depends_on"]


def test_role_that_terraform_uses() -> None:
    """The step assumes it too."""
    role = "arn:aws:iam::111122223333:role/deployer"

    assert role == only(_built(assume_role_arn=role), "terraform_data")["input"]["ASSUME_ROLE_ARN"]


def test_role_of_a_stack_with_a_long_name() -> None:
    """AWS accepts 38 characters of a prefix; the stack's name is cut, the purpose stays."""
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


def test_backup_is_between_the_volumes_and_the_file_system(synth: Synth) -> None:
    """On destroy: volumes, so that nothing writes; then the backup; then its role, the access points, the daily backup, and the file system."""
    document = synth(efs_hub(removal_policy="SNAPSHOT"))

    step = _step(document)
    kinds = {wait.partition(".")[0] for wait in step["depends_on"]}
    for volume in document["resource"]["kubernetes_persistent_volume_v1"].values():
        assert any("FinalBackup" in wait for wait in volume["depends_on"])
    assert {
        "aws_efs_backup_policy", "aws_efs_mount_target", "aws_iam_role_policy", "aws_vpc_security_group_ingress_rule",
    } == kinds  # fmt: skip
    assert "${aws_efs_file_system." in step["input"]["FILE_SYSTEM_ARN"]
    assert "${aws_efs_file_system." in step["triggers_replace"]["file_system"]


def _resolved(text: str, arn: str) -> str:
    """Insert the results of Terraform's functions for the file system's ARN."""
    return re.sub(r'\$\{element\(split\(":", "[^"]*"\), (\d)\)\}', lambda part: arn.split(":")[int(part[1])], text)


ARN = "arn:aws:elasticfilesystem:us-west-2:111122223333:file-system/fs-0123456789abcdef0"


def test_only_aws_backup_may_use_the_backup_role() -> None:
    """Of this account, if AWS Backup names the account for which it calls; a condition that it never meets would forbid every backup."""
    (statement,) = only(_built(), "aws_iam_policy_document", "data")["statement"]

    assert ["sts:AssumeRole"] == statement["actions"]
    assert [{"type": "Service", "identifiers": ["backup.amazonaws.com"]}] == statement["principals"]
    (condition,) = statement["condition"]
    assert ("StringEqualsIfExists", "aws:SourceAccount") == (condition["test"], condition["variable"])
    assert ["111122223333"] == [_resolved(value, ARN) for value in condition["values"]]


def test_backup_role_may_back_up_only_this_file_system() -> None:
    """And nothing else of the account: AWS's own policy for backups covers all databases, disks and buckets."""
    document = _built()
    policy = json.loads(_resolved(only(document, "aws_iam_role_policy")["policy"], ARN))
    vault = "arn:aws:backup:us-west-2:111122223333:backup-vault:"
    key = "arn:aws:kms:us-west-2:111122223333:key/1"

    assert "aws_iam_role_policy_attachment" not in document["resource"]
    for action in ("elasticfilesystem:Backup", "elasticfilesystem:DescribeTags"):
        assert allows(policy, action, ARN)
        assert not allows(policy, action, f"{ARN}1")
        assert not allows(policy, action, ARN.replace("us-west-2", "eu-west-1"))
    assert allows(policy, "backup:DescribeBackupVault", f"{vault}mine")
    assert not allows(policy, "backup:DescribeBackupVault", f"{vault}another")
    assert allows(policy, "backup:TagResource", "arn:aws:backup:us-west-2:111122223333:recovery-point:1")
    assert allows(policy, "kms:CreateGrant", key, {"kms:GrantIsForAWSResource": "true"})
    assert not allows(policy, "kms:CreateGrant", key)
    everything = {action for statement in policy["Statement"] for action in statement["Action"]}
    assert {
        "elasticfilesystem:Backup", "elasticfilesystem:DescribeTags", "tag:GetResources", "backup:DescribeBackupVault",
        "backup:TagResource", "kms:DescribeKey", "kms:CreateGrant",
    } == everything  # fmt: skip


def test_settings_of_the_backup_are_used(synth: Synth) -> None:
    """Vault, limit, and the role that Terraform itself uses."""
    role = "arn:aws:iam::111122223333:role/deployer"
    cluster = {"name": "test-cluster", "region": "us-west-2", "assume_role_arn": role}
    file = efs_hub(removal_policy="SNAPSHOT", backup_vault="mine", final_backup_timeout=3600, file={"cluster": cluster})

    settings = _step(synth(file))["input"]
    assert ("mine", "3600", role, "us-west-2") == tuple(
        settings[k] for k in ("BACKUP_VAULT", "TIME_LIMIT", "ASSUME_ROLE_ARN", "AWS_REGION")
    )


@pytest.mark.parametrize("policy", ["DESTROY", "RETAIN"])
def test_other_policies_take_no_final_backup(policy: str, synth: Synth) -> None:
    """Only SNAPSHOT requests it."""
    steps = synth(efs_hub(removal_policy=policy))["resource"]["terraform_data"].values()

    assert [] == [step for step in steps if "provisioner" in step]


def test_existing_file_system_is_never_deleted_so_never_backed_up(synth: Synth) -> None:
    """Its owner decides."""
    document = synth(efs_hub(removal_policy="SNAPSHOT", existing_file_system_id="fs-0123456789abcdef0"))

    assert [] == [step for step in document["resource"]["terraform_data"].values() if "provisioner" in step]


@pytest.mark.parametrize(("policy", "programs"), [("SNAPSHOT", ["aws"]), ("RETAIN", []), ("DESTROY", [])])
def test_aws_cli_is_a_prerequisite_of_a_stack(policy: str, programs: list[str], synth: Synth, tmp_path: Path) -> None:
    """The facts tell a runner without it, so that it doesn't fail in the middle of a destroy."""
    synth(efs_hub(removal_policy=policy))
    (facts_file,) = tmp_path.glob("cdktf.out/stacks/*/facts.json")
    facts = json.loads(facts_file.read_text(encoding="utf-8"))

    assert programs == [need["name"] for need in facts["prerequisites"] if need["kind"] == "program"]
