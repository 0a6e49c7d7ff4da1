"""The effect of ``forget`` on Terraform's state, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.forget import forget, left_behind, protected
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack
from tests.jupyterhub_on_eks.deployment.state_files import resource, state

MakeProgram = Callable[[str, str], None]

YES = Request(approved=True)

#: In place of Terraform: knows one protected and one other resource, and records what it has to forget.
TERRAFORM = """
case "$*" in
"state pull") echo '{"resources": [
  {"mode": "managed", "type": "aws_efs_file_system", "name": "home", "instances": [{"attributes": {"id": "fs-1"}}]},
  {"mode": "data", "type": "aws_efs_file_system", "name": "other", "instances": [{"attributes": {"id": "fs-2"}}]},
  {"mode": "managed", "type": "aws_security_group", "name": "nfs", "instances": [{"attributes": {"id": "sg-1"}}]}]}' ;;
"state rm "*) echo "$*" >> forgotten ;;
esac
"""


@pytest.fixture
def stack(empty_project: Path, make_stack: MakeStack, make_program: MakeProgram) -> Stack:
    """A stack with a protected file system, deployed by a double of Terraform."""
    make_program("terraform", TERRAFORM)
    (empty_project / "cdktf.out/stacks/research").mkdir(parents=True)
    return make_stack(facts=_retained("refuse"))


def _retained(on_destroy: str) -> dict[str, Any]:
    return {"retained": {"on_destroy": on_destroy, "addresses": ["aws_efs_file_system.home"]}}


def _forgotten(project: Path) -> str:
    file = project / "cdktf.out/stacks/research/forgotten"
    return file.read_text() if file.exists() else ""


def test_forgets_what_is_protected_and_nothing_else(stack: Stack, empty_project: Path) -> None:
    """The rest stays in the state, to be destroyed; the file system's id and the next commands are printed."""
    output = forget(Terraform(stack, "terraform"), YES)

    assert "state rm aws_efs_file_system.home\n" == _forgotten(empty_project)
    assert "fs-1" in output
    assert "next: jupyterhub-on-eks destroy --stack research" in output
    assert "existing_file_system_id: fs-1" in output


@pytest.mark.parametrize("answer", ["", "y", "no"])
def test_forgets_nothing_without_a_yes(stack: Stack, empty_project: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Only the full word counts."""
    monkeypatch.setattr("builtins.input", lambda _: answer)

    with pytest.raises(DeploymentError, match="Nothing was forgotten"):
        forget(Terraform(stack, "terraform"), Request())
    assert "" == _forgotten(empty_project)


def test_an_unprotected_stack_has_nothing_to_forget(make_stack: MakeStack) -> None:
    """Terraform isn't run."""
    with pytest.raises(DeploymentError, match="none of its hubs has removal_policy: RETAIN"):
        forget(Terraform(make_stack(), "terraform"), YES)


def test_a_stack_without_facts_shows_what_to_do(make_stack: MakeStack) -> None:
    """What it keeps isn't guessed."""
    stack = make_stack(facts=None)

    assert [] == protected(stack) == left_behind(stack)
    with pytest.raises(DeploymentError, match="Run: jupyterhub-on-eks synth"):
        forget(Terraform(stack, "terraform"), YES)


def test_a_stack_that_forgets_on_destroy_has_nothing_to_forget(make_stack: MakeStack) -> None:
    """With a newer Terraform destroy does it."""
    kept = make_stack(facts=_retained("leave"))

    assert (["aws_efs_file_system.home"], []) == (left_behind(kept), protected(kept))
    with pytest.raises(DeploymentError, match="destroy keeps its protected resources automatically"):
        forget(Terraform(kept, "terraform"), YES)


@pytest.mark.parametrize("state", ["", '{"version": 4, "resources": []}'], ids=["never deployed", "forgotten"])
def test_already_forgotten_is_reported(state: str, stack: Stack, make_program: MakeProgram) -> None:
    """A second run has nothing to do; if nothing was deployed, Terraform prints no state at all."""
    make_program("terraform", f"echo '{state}'")

    with pytest.raises(DeploymentError, match="already forgotten"):
        forget(Terraform(stack, "terraform"), YES)


def test_a_failure_of_terraform_is_shown(stack: Stack, make_program: MakeProgram) -> None:
    """Its message is passed on."""
    make_program("terraform", "echo locked >&2; exit 3")

    with pytest.raises(DeploymentError, match="terraform init failed for stack 'research':\nlocked"):
        forget(Terraform(stack, "terraform"), YES)


@pytest.mark.usefixtures("stack")
def test_one_hub_of_several(empty_project: Path, make_stack: MakeStack, make_program: MakeProgram) -> None:
    """It is named by its namespace; the others stay protected, and for an unknown one the message lists the known ones."""
    kept = {name: f"aws_efs_file_system.{name}_Home_FileSystem_1" for name in ("a", "b")}
    held = [resource("aws_efs_file_system", f"{name}_Home_FileSystem_1", id=f"fs-{name}") for name in kept]
    make_program("terraform", f'case "$*" in "state pull") echo \'{state(*held)}\' ;; "state rm "*) echo "$*" >> forgotten ;; esac')
    add_ons = [{"namespace": None, "retained": []}, *({"namespace": name, "retained": [address]} for name, address in kept.items())]
    both = make_stack(facts={"add_ons": add_ons, "retained": {"on_destroy": "refuse", "addresses": list(kept.values())}})
    with pytest.raises(DeploymentError, match=r"There is no hub 'c' in stack 'research'\. Hubs are named by their namespaces: a, b\."):
        forget(Terraform(both, "terraform"), YES, ["c"])
    output = forget(Terraform(both, "terraform"), YES, ["b"])

    assert f"state rm {kept['b']}\n" == _forgotten(empty_project)
    assert "next: remove the hub from the hub file" in output
