"""Plans and applies, with a program that replays recorded output of Terraform."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.planning import apply_plan, make_plan, plan_file
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.recorded_runs import APPLY, TEMPLATE

MakeProgram = Callable[[str, str], None]


@pytest.fixture
def terraform(empty_project: Path, make_stack: MakeStack) -> Terraform:
    """The program for a stack whose folder exists."""
    stack = make_stack(**TEMPLATE)
    (empty_project / stack.path.parent).mkdir(parents=True)
    return Terraform(stack, "terraform")


def _replay(lines: list[str], status: int = 0) -> str:
    return "\n".join([*(f"printf '%s\\n' '{line}'" for line in lines), f"exit {status}"])


def test_failed_apply(terraform: Terraform, make_program: MakeProgram, capsys: pytest.CaptureFixture[str]) -> None:
    """Completed resources are shown as they end; all errors come last, in one message."""
    make_program("terraform", _replay(APPLY, 1))

    with pytest.raises(DeploymentError) as caught:
        apply_plan(terraform, Path("plan"))

    assert "terraform apply failed for stack 'research':\nError: Timeout\n  No DNS." == str(caught.value)
    assert "  3/4 failed to create aws_efs_mount_target.a (2 min 10 s)\n" in capsys.readouterr().out


def test_program_without_json_output(terraform: Terraform, make_program: MakeProgram) -> None:
    """It fails before it reads its options."""
    make_program("terraform", "echo 'flag provided but not defined' >&2; exit 1")

    with pytest.raises(DeploymentError, match="terraform plan failed for stack 'research':\nflag provided but not defined"):
        make_plan(terraform, [], Path("plan"))


def test_secret_in_a_warning_is_hidden(terraform: Terraform, make_program: MakeProgram, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipeline shows it in a pull request."""
    warning = {"type": "diagnostic", "diagnostic": {"severity": "warning", "summary": "Proxy", "detail": "https://ada:canary@example.org"}}
    make_program("terraform", f"case $1 in plan) printf '%s\\n' '{json.dumps(warning)}' ;; esac")

    with pytest.raises(DeploymentError, match="show returned no plan"):
        make_plan(terraform, [], Path("plan"))

    shown = capsys.readouterr().err
    assert ("Proxy" in shown, "canary" in shown) == (True, False)


def test_program_that_shows_no_plan(terraform: Terraform, make_program: MakeProgram) -> None:
    """Nothing is applied that was not shown."""
    make_program("terraform", "true")

    with pytest.raises(DeploymentError, match="show returned no plan for stack 'research'"):
        make_plan(terraform, [], Path("plan"))


def test_plan_is_readable_only_by_its_owner() -> None:
    """It may contain secrets, and is removed afterwards."""
    with plan_file() as file:
        assert 0o700 == file.parent.stat().st_mode & 0o777
        file.touch()
    assert not file.parent.exists()
