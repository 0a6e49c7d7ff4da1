"""Programs that a deployment needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.programs import find_binary, need_binary, need_login_programs, need_programs_of_destroy
from tests.jupyterhub_on_eks.deployment.conftest import NO_FACTS, MakeStack


@pytest.mark.parametrize(("installed", "found"), [(("terraform", "tofu"), "terraform"), (("tofu",), "tofu"), ((), None)])
def test_terraform_comes_before_tofu(installed: tuple[str, ...], found: str | None, make_program: Callable[[str], None]) -> None:
    """OpenTofu is used if Terraform is not installed."""
    for name in installed:
        make_program(name)

    assert found == find_binary()


def test_a_named_program_is_the_only_choice(make_program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """TERRAFORM_BINARY_NAME is cdktf's own variable: the program that it names is used, and no other."""
    make_program("terraform")
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", "terraform-1.16")
    with pytest.raises(DeploymentError, match=r"TERRAFORM_BINARY_NAME is 'terraform-1\.16', which is not on PATH"):
        need_binary()

    make_program("terraform-1.16")
    assert "terraform-1.16" == need_binary()


@pytest.mark.usefixtures("empty_path")
def test_a_machine_without_both_gets_install_hints() -> None:
    """One sentence, and the ways to install one."""
    with pytest.raises(DeploymentError, match=r"(?s)^Neither terraform nor tofu is on PATH\. .*get\.opentofu\.org.*hashicorp\.com"):
        need_binary()


def _facts(*programs: str) -> dict[str, Any]:
    return {"cluster": {**NO_FACTS["cluster"], "login_programs": list(programs)}}


@pytest.mark.usefixtures("empty_path")
def test_a_missing_aws_cli_is_found(make_stack: MakeStack) -> None:
    """The message names the stack, the missing program, and the way without it."""
    with pytest.raises(DeploymentError, match=r"(?s)aws CLI is not on PATH; stack 'research' .*authentication: token"):
        need_login_programs(make_stack(facts=_facts("aws")))


@pytest.mark.usefixtures("empty_path")
def test_another_missing_program_is_named(make_stack: MakeStack) -> None:
    """Every program that logs in is required."""
    with pytest.raises(DeploymentError, match="'aws-iam-authenticator', with which stack 'research' logs in"):
        need_login_programs(make_stack(facts=_facts("aws-iam-authenticator")))


@pytest.mark.usefixtures("empty_path")
@pytest.mark.parametrize("facts", [_facts(), None])
def test_a_stack_that_lists_no_program_needs_none(facts: dict[str, Any] | None, make_stack: MakeStack) -> None:
    """Runners without the AWS CLI work, and so do stacks of another kind."""
    need_login_programs(make_stack(facts=facts))


def test_installed_programs_are_enough(make_stack: MakeStack, make_program: Callable[[str], None]) -> None:
    """Nothing is reported if nothing is missing."""
    make_program("aws")

    need_login_programs(make_stack(facts=_facts("aws")))


@pytest.mark.usefixtures("empty_path")
def test_a_missing_program_of_the_destroy_is_found(make_stack: MakeStack) -> None:
    """Before anything is destroyed; other kinds of prerequisites are not programs."""
    needs = [{"kind": kind, "name": name, "description": "the tool; it backs up"} for kind, name in (("variable", "x"), ("program", "aws"))]

    with pytest.raises(DeploymentError, match=r"'aws' is not on PATH\. To destroy stack 'research', you need the tool; it backs up"):
        need_programs_of_destroy(make_stack(facts={"prerequisites": needs}))


@pytest.mark.usefixtures("empty_path")
@pytest.mark.parametrize("facts", [{"prerequisites": []}, None])
def test_a_destroy_without_programs_needs_none(facts: dict[str, Any] | None, make_stack: MakeStack) -> None:
    """Nothing is reported if nothing is missing."""
    need_programs_of_destroy(make_stack(facts=facts))
