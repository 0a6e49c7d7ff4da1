"""What happens to a file system with each removal policy, on each generation of Terraform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.forget import forget, left_behind, protected, way_out
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack as Synthesized
from jupyterhub_on_eks.deployment.stack_output import read_stacks
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.conftest import Synth
from tests.constructs_lib.storage_files import ebs_hub, efs_hub
from tests.terraform import Stack

#: What RETAIN keeps.
_KEPT = ["aws_efs_backup_policy", "aws_efs_file_system", "aws_efs_file_system_policy", "aws_kms_key"]

MakeStack = Callable[..., Stack]


def _kept(double: Double, before: list[str]) -> list[str]:
    """List the kinds of what exists and did not exist before."""
    return sorted(name.rpartition(" ")[0] for name in double.state()["resources"] if name not in before)


def _synthesized(copy: Stack) -> Synthesized:
    """Read what the fixture `synth` has written beside the folder of the copy, which is the one that is deployed."""
    (stack,) = read_stacks(copy.folder.parent / "cdktf.out")
    return replace(stack, path=copy.folder / "cdk.tf.json")


@pytest.mark.aws
@pytest.mark.slow
def test_destroy_deletes_the_file_system(synth: Synth, stack: MakeStack, double: Double) -> None:
    """DESTROY: file system, key and access points exist after the apply, and nothing exists after the destroy."""
    copy = stack(synth(efs_hub(removal_policy="destroy", create_kms_key=True)))
    before = double.state()["resources"]

    copy.apply()

    assert {"file system", "key", "access point"} <= set(_kept(double, before))
    assert "" == copy.plan()
    copy.destroy()
    assert before == double.state()["resources"]


@pytest.mark.aws
@pytest.mark.slow
def test_retain_on_older_terraform(synth: Synth, stack: MakeStack, double: Double, terraform: Callable[[Stack], str]) -> None:
    """RETAIN: the destroy is refused with all in place; after `forget` it succeeds, and file system and key still exist."""
    copy = stack(synth(efs_hub(removal_policy="retain", create_kms_key=True, file={"terraform_version": "1.11"})))
    before = double.state()["resources"]
    copy.apply()
    made = double.state()
    synthesized = _synthesized(copy)

    message = copy.fail_to_destroy()

    assert _KEPT == [address.partition(".")[0] for address in copy.guarded()]
    assert [] == [address for address in copy.guarded() if address not in message + way_out(synthesized, Commands())]
    assert made == double.state()

    (file_system,) = made["mount_target_zones"]
    assert f"existing_file_system_id: {file_system}" in forget(Terraform(synthesized, terraform(copy)), Request(approved=True))
    copy.destroy()

    assert ["file system", "key"] == _kept(double, before)
    assert f"file system {file_system}" in double.state()["resources"]
    assert {file_system: True} == double.state()["daily_backups"]


@pytest.mark.aws
@pytest.mark.slow
def test_retain_on_newer_terraform(synth: Synth, stack: MakeStack, double: Double) -> None:
    """RETAIN: nothing refuses the destroy; what the JSON leaves behind is enough for the rest to be destroyed, and still exists.

    The Terraform of the tests may not support ``destroy = false``. So what it forgets is removed from the state first, as a
    newer one does in the same run.
    """
    document = synth(efs_hub(removal_policy="Retain", create_kms_key=True, file={"terraform_version": "1.16"}))
    copy = stack(document)
    synthesized = _synthesized(copy)
    kept = left_behind(synthesized)
    before = double.state()["resources"]
    copy.apply()
    assert "" == copy.plan()
    (file_system,) = double.state()["mount_target_zones"]

    assert [] == protected(synthesized)
    assert _KEPT == sorted(address.partition(".")[0] for address in kept)
    copy.forget(kept)
    copy.destroy()

    assert ["file system", "key"] == _kept(double, before)
    assert {file_system: True} == double.state()["daily_backups"]


def _leave(copy: Stack) -> None:
    """Destroy as `destroy` does: OpenTofu exits with status 1 for what it leaves behind."""
    copy.destroy(*(["-suppress-forget-errors"] if Path(copy.program).name == "tofu" else []))


@pytest.mark.aws
@pytest.mark.slow
@pytest.mark.parametrize("generation", [{"opentofu_version": "1.12"}, {"terraform_version": "1.16"}], ids=["opentofu", "terraform"])
def test_terraform_leaves_the_file_system_behind(
    synth: Synth, stack: MakeStack, double: Double, forgetting_program: str, generation: dict[str, str]
) -> None:
    """RETAIN where Terraform supports ``destroy = false``: one destroy removes all but file system, backup and key."""
    copy = stack(synth(efs_hub(removal_policy="RETAIN", create_kms_key=True, file=generation)), program=forgetting_program)
    before = double.state()["resources"]
    copy.apply()
    assert "" == copy.plan()
    (file_system,) = double.state()["mount_target_zones"]

    _leave(copy)

    assert ["file system", "key"] == _kept(double, before)
    assert f"file system {file_system}" in double.state()["resources"]
    assert {file_system: True} == double.state()["daily_backups"]
    assert [] == copy.known()


_BACKED_UP = {"storage_class": {"name": "homes"}, "capacity": "10Gi", "backup": True}


@pytest.mark.aws
@pytest.mark.slow
def test_terraform_leaves_the_vault_behind(synth: Synth, stack: MakeStack, double: Double, forgetting_program: str) -> None:
    """Backups of EBS: the vault and the role that deletes old backups outlive the stack, and a new stack creates its own vault."""
    document = synth(ebs_hub(ebs_config=_BACKED_UP, file={"terraform_version": "1.16"}))
    copy = stack(document, program=forgetting_program)
    before = double.state()["resources"]
    copy.apply()
    assert "" == copy.plan()

    _leave(copy)

    assert ["backup vault", "role"] == _kept(double, before)
    copy.apply()
    assert 2 == _kept(double, before).count("backup vault")


@pytest.mark.aws
@pytest.mark.slow
def test_vault_on_older_terraform(synth: Synth, stack: MakeStack, double: Double, terraform: Callable[[Stack], str]) -> None:
    """Backups of EBS: only volumes of the namespace are selected; the destroy is refused until the vault is forgotten."""
    copy = stack(synth(ebs_hub(ebs_config=_BACKED_UP)))
    before = double.state()["resources"]
    copy.apply()
    made = double.state()
    (selected,) = made["backup_selections"]
    tag = {"ConditionKey": "aws:ResourceTag/kubernetes.io/created-for/pvc/namespace", "ConditionValue": "jupyterhub"}
    assert [tag] == selected["Conditions"]["StringEquals"]
    assert ["arn:aws:ec2:*:*:volume/*"] == selected["Resources"]
    synthesized = _synthesized(copy)

    message = copy.fail_to_destroy()

    assert [] == [address for address in copy.guarded() if address not in message + way_out(synthesized, Commands())]
    assert made == double.state()
    forget(Terraform(synthesized, terraform(copy)), Request(approved=True))
    copy.destroy()
    assert ["backup vault", "role"] == _kept(double, before)


@pytest.mark.aws
@pytest.mark.slow
def test_backups_are_stopped(synth: Synth, stack: MakeStack, double: Double) -> None:
    """``backup: false`` ends the plan and forgets the vault, which AWS would not delete."""
    copy = stack(synth(ebs_hub(ebs_config=_BACKED_UP)))
    copy.apply()
    made = double.state()["resources"]

    later = synth(ebs_hub(ebs_config=_BACKED_UP | {"backup": False}))
    copy.replace_with({**aws_half(later), "removed": later["removed"]})
    copy.apply()

    assert [] == double.state()["backup_selections"]
    gone = [name.rpartition(" ")[0] for name in made if name not in double.state()["resources"]]
    assert ["backup plan", "backup selection"] == gone
    assert "" == copy.plan()


@pytest.mark.aws
@pytest.mark.slow
def test_kept_file_system_is_used_again_and_still_kept(synth: Synth, stack: MakeStack, double: Double) -> None:
    """existing_file_system_id: a hub's access points are created and destroyed; the file system stays as it was, whatever the policy."""
    file_system = "fs-0123456789abcdef0"
    copy = stack(synth(efs_hub(removal_policy="DESTROY", existing_file_system_id=file_system, create_mount_targets=True)))
    before = double.state()

    copy.apply()

    assert 3 == len(double.state()["mount_target_zones"][file_system])
    assert "" == copy.plan()
    copy.destroy()
    assert before == double.state()


@pytest.mark.aws
@pytest.mark.slow
def test_own_file_system_becomes_an_existing_one(synth: Synth, stack: MakeStack, double: Double) -> None:
    """A hub that names the stack's own file system as an existing one keeps it, its backup, key and access points, and can be destroyed."""
    copy = stack(synth(efs_hub(removal_policy="RETAIN", create_kms_key=True)))
    before = double.state()["resources"]
    copy.apply()
    made = double.state()
    (file_system,) = made["mount_target_zones"]

    later = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id=file_system, create_mount_targets=True))
    copy.replace_with({**aws_half(later), "removed": later["removed"]})
    copy.apply()

    assert made == double.state()
    assert "" == copy.plan()
    copy.destroy()
    assert ["file system", "key"] == _kept(double, before)
    assert {file_system: True} == double.state()["daily_backups"]
