"""What is refused, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.data_check import check_data
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import efs_hub, state


@pytest.fixture
def check(empty_project: Path, make_stack: MakeStack, make_program: Callable[[str, str], None]) -> Callable[..., Stack]:
    """Check a stack that makes nothing, of which the state holds the given hub."""

    def run(policy: str, verb: str = "deploy") -> Stack:
        (empty_project / "cdktf.out/stacks/research").mkdir(parents=True, exist_ok=True)
        make_program("terraform", f"[ $1 = init ] || echo '{state(*efs_hub(policy))}'")
        check_data([stack := make_stack()], "terraform", verb=verb)
        return stack

    return run


def test_all_is_said_at_once(check: Callable[..., Stack]) -> None:
    """What would be lost, the ways on, and the word, which the next line of the user can be copied from."""
    with pytest.raises(DeploymentError) as trouble:
        check("RETAIN")

    assert (
        "Stack 'research': this deploy would part users from their data, so nothing was changed.\n"
        "aws_efs_file_system.physics_Home_FileSystem_1 (fs-1), which removal_policy: RETAIN protects, isn't in the hub file any more: "
        "Terraform would delete it with all its data.\n"
        "  - Put the hub in the namespace 'physics' back as it was deployed.\n"
        "  - Or keep the file system apart from the stack: write efs_config: {existing_file_system_id: fs-1, create_mount_targets: true, …} "
        "in the hub as it was deployed, and make deploy. Terraform then forgets the file system. After that rename the hub, take it out, "
        "or give it other storage.\n"
        "If the data may be lost: make deploy STACK=research ARGS=--allow-data-loss"
    ) == str(trouble.value)


def test_what_is_meant_is_said(check: Callable[..., Stack], capsys: pytest.CaptureFixture[str]) -> None:
    """DESTROY goes on, with a line."""
    check("DESTROY")

    assert capsys.readouterr().err.startswith(
        "research: aws_efs_file_system.physics_Home_FileSystem_1 (fs-1) will be deleted with all its data"
    )


def test_word_is_enough(check: Callable[..., Stack], monkeypatch: pytest.MonkeyPatch) -> None:
    """The state isn't even read."""
    monkeypatch.setenv("ARGS", "--allow-data-loss")

    assert check("RETAIN").name == "research"
