"""Changes of a hub file: a change that would delete a file system is refused before Terraform runs, and all others leave it in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.stack_output import Stack as Synthesized
from jupyterhub_on_eks.deployment.stack_output import read_stacks
from jupyterhub_on_eks.deployment.state import pull
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.conftest import Synth, hub_file
from tests.constructs_lib.storage_files import efs_hub
from tests.terraform import Stack

MakeStack = Callable[[dict[str, Any]], Stack]

_EFS = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}
_EBS = {"storage_class": "gp3", "capacity": "10Gi"}


def _file(*hubs: dict[str, Any], **file: Any) -> dict[str, Any]:
    add_ons = [{"jupyterhub": {"service_type": "cluster_ip", **hub}} for hub in hubs]
    return {**hub_file({"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, **file), **_add_ons(add_ons)}


def _add_ons(hubs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"add_ons": [{"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, *hubs]}


#: What a hub file can become, by the kind of change.
_REFUSED: dict[str, dict[str, Any]] = {
    "namespace renamed": _file({"namespace": "physics2", "efs_config": _EFS}),
    "hub removed": _file(),
    "hub replaced by another": _file({"namespace": "biology", "efs_config": _EFS}),
    "EFS to EBS": _file({"namespace": "physics", "ebs_config": _EBS, "allow_storage_changes": True}),
    "EFS to an existing claim": _file(
        {
            "namespace": "physics",
            "existing_claim_config": {"pvc_name": "theirs"},
            "hub_database": "in_memory",
            "allow_storage_changes": True,
        }
    ),
    "renamed, and DESTROY": _file({"namespace": "physics2", "efs_config": {**_EFS, "removal_policy": "DESTROY"}}),
    "another Region": _file({"namespace": "physics", "efs_config": _EFS}, cluster={"name": "test-cluster", "region": "eu-west-1"}),
    "another cluster": _file({"namespace": "physics", "efs_config": _EFS}, cluster={"name": "other", "region": "us-west-2"}),
}
_HARMLESS: dict[str, dict[str, Any]] = {
    "unchanged": _file({"namespace": "physics", "efs_config": _EFS}),
    "another claim": _file({"namespace": "physics", "efs_config": {**_EFS, "pvc_name": "homes"}}),
    "shared directory": _file(
        {"namespace": "physics", "efs_config": {**_EFS, "shared_directories": [{"name": "data", "mount_path": "/mnt/data"}]}}
    ),
    "hub in front": _file({"namespace": "astro", "ebs_config": _EBS}, {"namespace": "physics", "efs_config": _EFS}),
    "hub behind, no backup": _file(
        {"namespace": "physics", "efs_config": {**_EFS, "backup": False}}, {"namespace": "zoology", "ebs_config": _EBS}
    ),
    "stack renamed, with its state": _file({"namespace": "physics", "efs_config": _EFS}, stack="renamed"),
    "SNAPSHOT": _file({"namespace": "physics", "efs_config": {**_EFS, "removal_policy": "SNAPSHOT"}}),
    "namespace of others": _file({"namespace": "physics", "efs_config": _EFS, "create_namespace": False}),
}


def _read(copy: Stack, document: dict[str, Any]) -> Synthesized:
    """Read what was synthesized as what is to be deployed where the copy is."""
    (stack,) = read_stacks(copy.folder.parent / "cdktf.out")
    return replace(stack, path=copy.folder / "cdk.tf.json", template=document)


def _refusal(synthesized: Synthesized, program: str, verb: str = "deploy") -> str:
    try:
        DataCheck(stack=synthesized, state=pull(Terraform(synthesized, program)), verb=verb).check_json()
    except DeploymentError as trouble:
        return str(trouble)
    return ""


@pytest.mark.aws
@pytest.mark.slow
def test_every_change_of_the_file(synth: Synth, stack: MakeStack, double: Double, terraform: Callable[[Stack], str]) -> None:
    """A hub with RETAIN is deployed, then its file changes in each way; no change that passes touches the file system."""
    copy = stack(synth(_HARMLESS["unchanged"]))
    copy.apply()
    program, made = terraform(copy), double.state()
    (file_system,) = made["mount_target_zones"]

    for what, file in _REFUSED.items():
        document = synth(file)
        for verb in ("diff", "deploy", "destroy"):
            message = _refusal(_read(copy, document), program, verb)
            assert f"this {verb} would lose users' data" in message, what
            assert file_system in message or "cluster." in message, what
    for what, file in _HARMLESS.items():
        document = synth(file)
        assert "" == _refusal(_read(copy, document), program), what
        copy.replace_with({**aws_half(document), **({"removed": document["removed"]} if "removed" in document else {})})
        assert not [
            line for line in copy.plan().splitlines() if "aws_efs_file_system." in line and ("destroyed" in line or "replaced" in line)
        ], what
    assert made == double.state()

    # Without the CLI: Terraform alone would delete what is renamed, and it refuses another release.
    copy.replace_with(aws_half(synth(_REFUSED["renamed, and DESTROY"])))
    assert "aws_efs_file_system.physics_Home_FileSystem_" in "".join(
        line for line in copy.plan().splitlines() if "will be destroyed" in line
    )
    copy.replace_with(aws_half(synth(_file({"namespace": "physics", "efs_config": _EFS, "release": "physics"}))))
    assert "release: this hub was deployed with 'blueprints-addon-jupyterhub-physics', and this plan has 'physics'." in copy.fail_to_plan()

    # A destroy before the deployment of SNAPSHOT would take no final backup.
    assert "without a final backup" in _refusal(_read(copy, synth(_HARMLESS["SNAPSHOT"])), program, "destroy")

    # By the message of the refusal: apart from the stack first, then renamed.
    apart = {**_EFS, "existing_file_system_id": file_system, "create_mount_targets": True}
    document = synth(_file({"namespace": "physics", "efs_config": apart}))
    assert "" == _refusal(_read(copy, document), program)
    assert f"({file_system})" in _refusal(_read(copy, document), program, "destroy")
    copy.replace_with({**aws_half(document), "removed": document["removed"]})
    copy.apply()
    assert "" == _refusal(_read(copy, synth(_file({"namespace": "physics2", "efs_config": apart}))), program)
    copy.replace_with(aws_half(synth(_file())))
    copy.apply()
    assert f"file system {file_system}" in double.state()["resources"]


@pytest.mark.aws
@pytest.mark.slow
def test_other_storage_and_back(synth: Synth, stack: MakeStack, double: Double, terraform: Callable[[Stack], str]) -> None:
    """EBS to EFS and back: neither happens silently; the way there loses nothing, the way back deletes no file system that RETAIN protects."""
    ebs = {"namespace": "physics", "ebs_config": {**_EBS, "backup": True}, "hub_database": "in_memory"}
    efs = {"namespace": "physics", "efs_config": _EFS, "hub_database": "in_memory"}
    copy = stack(synth(_file(ebs)))
    copy.apply()
    program, kept = terraform(copy), [name for name in double.state()["resources"] if name.startswith("backup vault")]

    copy.replace_with(aws_half(synth(_file(efs))))
    assert "this hub was deployed with 'ebs_config', and this plan has 'efs_config'." in copy.fail_to_plan()
    assert "aws_backup_vault." in _refusal(_read(copy, synth(_file(efs))), program)
    stopped = {**ebs, "ebs_config": {**_EBS, "backup": False}}
    for hub in (stopped, {**efs, "allow_storage_changes": True}):
        document = synth(_file(hub))
        assert "" == _refusal(_read(copy, document), program)
        copy.replace_with({**aws_half(document), **({"removed": document["removed"]} if "removed" in document else {})})
        copy.apply()
    made = double.state()
    (file_system,) = made["mount_target_zones"]
    assert set(kept) <= set(made["resources"])

    back = synth(_file({**stopped, "allow_storage_changes": True}))
    assert f"({file_system}), which removal_policy: RETAIN protects" in _refusal(_read(copy, back), program)
    copy.replace_with(aws_half(synth(_file(stopped))))
    assert "this hub was deployed with 'efs_config', and this plan has 'ebs_config'." in copy.fail_to_plan()
    assert made == double.state()

    apart = {**_EFS, "existing_file_system_id": file_system, "create_mount_targets": True}
    for hub in ({**efs, "efs_config": apart}, {**stopped, "allow_storage_changes": True}):
        document = synth(_file(hub))
        assert "" == _refusal(_read(copy, document), program)
        copy.replace_with({**aws_half(document), **({"removed": document["removed"]} if "removed" in document else {})})
        copy.apply()
    assert f"file system {file_system}" in double.state()["resources"]
    assert {file_system: []} == double.state()["mount_target_zones"]


@pytest.mark.aws
@pytest.mark.slow
def test_deployment_after_forget(synth: Synth, stack: MakeStack, double: Double, terraform: Callable[[Stack], str]) -> None:
    """It would give an empty file system to all users; a hub that uses the old one by its id keeps it."""
    document = synth(efs_hub(removal_policy="RETAIN"))
    copy = stack(document)
    copy.apply()
    (file_system,) = double.state()["mount_target_zones"]
    copy.forget(copy.guarded())

    message = _refusal(_read(copy, document), terraform(copy))

    assert f"The homes are on {file_system}." in message
    again = synth(efs_hub(removal_policy="RETAIN", existing_file_system_id=file_system, create_mount_targets=True))
    assert "" == _refusal(_read(copy, again), terraform(copy))
    copy.replace_with({**aws_half(again), "removed": again["removed"]})
    copy.apply()
    assert [file_system] == list(double.state()["mount_target_zones"])


@pytest.mark.aws
@pytest.mark.slow
def test_state_remembers_the_policy(
    synth: Synth, stack: MakeStack, terraform: Callable[[Stack], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A hub with DESTROY can be destroyed, with a notice; after RETAIN, the new policy applies from the deployment that changed it."""
    copy = stack(synth(efs_hub(removal_policy="RETAIN")))
    copy.apply()
    gone = _read(copy, synth(hub_file({"efs_csi_driver": {}})))
    assert _refusal(gone, program := terraform(copy))

    copy.replace_with(aws_half(synth(efs_hub(removal_policy="DESTROY"))))
    copy.apply()

    assert "" == _refusal(gone, program)
    assert "will be deleted with all its data: it was deployed with removal_policy: DESTROY" in capsys.readouterr().err
