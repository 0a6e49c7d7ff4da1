"""What is refused, and with which messages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.deployment.data_check import DataCheck
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.plan import Change, Plan
from jupyterhub_on_eks.deployment.state import parse
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, state


@pytest.fixture
def check(make_stack: MakeStack) -> Callable[..., DataCheck]:
    """Check a stack that creates nothing, whose state has the given hub."""

    def check(policy: str, verb: str = "deploy") -> DataCheck:
        commands = Commands(paths=["hubs/a.yaml"], environment={})
        return DataCheck(stack=make_stack(), state=parse(state(*efs_hub(policy))), verb=verb, commands=commands)

    return check


def test_everything_is_reported_at_once(check: Callable[..., DataCheck]) -> None:
    """What would be lost, the alternatives, and the option, ready to copy."""
    with pytest.raises(DeploymentError) as trouble:
        check("RETAIN").check_json()

    assert (
        "Stack 'research': this deploy would lose users' data, so nothing was changed.\n"
        "aws_efs_file_system.physics_Home_FileSystem_1 (fs-1), which removal_policy: RETAIN protects, is no longer in the hub file: "
        "Terraform would delete it with all its data.\n"
        "  - Restore the hub in the namespace 'physics' as it was deployed.\n"
        "  - Or keep the file system outside of the stack: set efs_config: {existing_file_system_id: fs-1, create_mount_targets: true, …} "
        "in the hub as it was deployed, and deploy it. Terraform then forgets the file system. After that, rename the hub, remove it, "
        "or change its storage.\n"
        "To accept the data loss: jupyterhub-on-eks deploy hubs/a.yaml --stack research --allow-data-loss"
    ) == str(trouble.value)


def test_what_is_intended_is_reported(check: Callable[..., DataCheck], capsys: pytest.CaptureFixture[str]) -> None:
    """DESTROY continues, with a line."""
    check("DESTROY").check_json()

    assert capsys.readouterr().err.startswith(
        "research: aws_efs_file_system.physics_Home_FileSystem_1 (fs-1) will be deleted with all its data"
    )


_FILE_SYSTEM = "aws_efs_file_system.physics_Home_FileSystem_1"


def test_what_only_the_plan_knows_is_refused(check: Callable[..., DataCheck]) -> None:
    """A provider replaces a file system for a setting that can't be changed."""
    plan = Plan([Change(_FILE_SYSTEM, "replace", because=("kms_key_id",)), Change("helm_release.hub", "replace")], {})

    with pytest.raises(DeploymentError, match=r"Terraform would delete it with all its data and create it again, empty \(kms_key_id\)"):
        check("RETAIN").check_plan(plan)


def test_losses_from_the_json_are_not_repeated(check: Callable[..., DataCheck], capsys: pytest.CaptureFixture[str]) -> None:
    """The plan shows the same deletion."""
    both = check("DESTROY")
    both.check_json()
    capsys.readouterr()

    both.check_plan(Plan([Change(_FILE_SYSTEM, "destroy")], {}))

    assert "" == capsys.readouterr().err
