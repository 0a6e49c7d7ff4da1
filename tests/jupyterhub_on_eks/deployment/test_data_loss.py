"""What would be lost, by the comparison of a state with the new JSON."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.deployment.data_loss import Loss, losses
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.state import parse
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import ebs_hub, efs_hub, resource, state, template_of

Entries = list[dict[str, Any]]


def _without(entries: Entries, *kinds: str) -> Entries:
    return [entry for entry in entries if entry["type"] not in kinds]


def _refused(found: list[Loss]) -> str:
    return "\n".join(line for loss in found if not loss.wanted for line in (loss.message, *loss.ways))


def _losses(make_stack: MakeStack, was: Entries, now: Entries, *, destroy: bool = False, **template: Any) -> list[Loss]:
    return list(losses(parse(state(*was)), make_stack(resource=template_of(now), **template), destroy=destroy))


@pytest.mark.parametrize("policy", ["RETAIN", "SNAPSHOT", None])
@pytest.mark.parametrize("now", [[], efs_hub(hub="physics2"), ebs_hub(), _without(efs_hub(), "aws_efs_file_system")])
@pytest.mark.parametrize("destroy", [False, True])
def test_file_system_that_is_removed(make_stack: MakeStack, policy: str | None, now: Entries, *, destroy: bool) -> None:
    """Removed, renamed, moved to EBS: refused with the id and the namespace, in a deployment as in a destroy."""
    refusals = _refused(_losses(make_stack, efs_hub(policy), now, destroy=destroy))

    assert f"aws_efs_file_system.physics_Home_FileSystem_1 (fs-1), which removal_policy: {policy or 'RETAIN'} protects" in refusals
    assert "Restore the hub in the namespace 'physics' as it was deployed." in refusals
    assert "existing_file_system_id: fs-1, create_mount_targets: true" in refusals
    assert (policy == "SNAPSHOT") == ("No final backup would be taken" in refusals)


def test_destroy_is_intended(make_stack: MakeStack) -> None:
    """With DESTROY it is reported, and not refused; the namespace of a hub on EFS contains nothing else."""
    found = _losses(make_stack, efs_hub("DESTROY"), [])

    assert [
        (
            True,
            "aws_efs_file_system.physics_Home_FileSystem_1 (fs-1) will be deleted with all its data: it was deployed with removal_policy: DESTROY.",
        )
    ] == [(loss.wanted, loss.message) for loss in found]


def test_key_follows_its_file_system(make_stack: MakeStack) -> None:
    """Without its key the data can't be read; an unknown key is kept too."""
    for policy, expected in (("RETAIN", False), ("DESTROY", True)):
        was = [*efs_hub(policy, key="arn:k"), resource("aws_kms_key", "physics_Home_FileSystem_Key_1", id="k", arn="arn:k")]
        found = _losses(make_stack, was, _without(was, "aws_kms_key"))
        assert [("aws_kms_key", expected)] == [(loss.message.partition(".")[0], loss.wanted) for loss in found]
    assert _refused(_losses(make_stack, [resource("aws_kms_key", "other", id="k", arn="arn:other")], []))


def test_vault_is_kept(make_stack: MakeStack) -> None:
    """Backups outlive their source."""
    assert "aws_backup_vault.v (vault)" in _refused(_losses(make_stack, [resource("aws_backup_vault", "v", id="vault")], []))


@pytest.mark.parametrize(("destroy_word", "destroy", "refused"), [(False, False, False), (True, False, True), (False, True, True)])
def test_removed_blocks_keep_in_a_deployment(make_stack: MakeStack, *, destroy_word: bool, destroy: bool, refused: bool) -> None:
    """One with `destroy = false` makes Terraform forget; a destroy that comes first still deletes."""
    block = {"from": "aws_efs_file_system.physics_Home_FileSystem_1", "lifecycle": {"destroy": destroy_word}}
    now = _without(efs_hub(), "aws_efs_file_system")

    assert refused == bool(_refused(_losses(make_stack, efs_hub(), now, destroy=destroy, removed=[block])))


@pytest.mark.parametrize("storage", ["ebs_config", "existing_claim_config", "efs_config, values.singleuser.storage.type: dynamic", None])
def test_namespace_is_deleted_with_its_claims(make_stack: MakeStack, storage: str | None) -> None:
    """All volumes of a hub would be deleted with it, unless it is known that there are none."""
    was = [entry for entry in ebs_hub() if storage or entry["type"] != "terraform_data"]
    for entry in was:
        if "_Storage_" in entry["name"]:
            entry["instances"][0]["attributes"]["output"]["value"]["value"] = storage

    refusals = _refused(_losses(make_stack, was, ebs_hub(hub="physics2")))

    assert "The namespace 'physics' is no longer in the hub file" in refusals
    assert "" == _refused(_losses(make_stack, was, [], destroy=True))


def test_namespace_whose_volumes_may_be_deleted(make_stack: MakeStack) -> None:
    """EBS with DESTROY is reported and not refused; so is a database on EBS beside homes on EFS."""
    for was in (ebs_hub("DESTROY"), [*_without(efs_hub("DESTROY"), "terraform_data"), *ebs_hub()[2:3]]):
        found = _losses(make_stack, was, [])
        assert "" == _refused([loss for loss in found if "namespace" in loss.message and "will be" in loss.message])
        assert any("The namespace 'physics' will be deleted with the volumes of its claims" in loss.message for loss in found)


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.sampled_from([efs_hub, ebs_hub]))
def test_nothing_is_lost_by_another_order_or_a_new_hub(kept: list[str], make: Any) -> None:
    """If all that was deployed is still in the JSON, whatever else is."""
    was = [entry for hub in kept for entry in make(hub=hub)]
    now = [entry for hub in reversed(["a", "b", "c"]) for entry in make(hub=hub)]

    assert [] == list(losses(parse(state(*was)), Stack("s", None, {"resource": template_of(now)}, ())))  # type: ignore[arg-type]  # no path
