"""Runs of Terraform in a stack's folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.terraform import Terraform
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack

MakeProgram = Callable[[str, str], None]


@pytest.fixture
def terraform(empty_project: Path, make_stack: MakeStack) -> Terraform:
    """The program for a stack whose folder exists."""
    stack = make_stack()
    (empty_project / stack.path.parent).mkdir(parents=True)
    return Terraform(stack, "terraform")


def test_pins_that_changed_are_upgraded(terraform: Terraform, make_program: MakeProgram) -> None:
    """As after an upgrade of the product: the lock has another version; other failures are not retried."""
    make_program(
        "terraform", 'echo "$*" >> ran; case "$*" in *-upgrade*) ;; *) echo "│ must use terraform init\n-upgrade" >&2; exit 1 ;; esac'
    )

    terraform.init()

    assert ["init -input=false -no-color", "init -upgrade -input=false -no-color"] == (
        (terraform.stack.path.parent / "ran").read_text().splitlines()
    )
    make_program("terraform", "echo no network >&2; exit 1")
    with pytest.raises(DeploymentError, match=r"^terraform init failed for stack 'research':\nno network$"):
        terraform.init()


def test_secret_of_an_option_is_not_repeated(terraform: Terraform, make_program: MakeProgram) -> None:
    """A failure names the command without its options."""
    make_program("terraform", "exit 1")

    with pytest.raises(DeploymentError) as caught:
        terraform.text("plan", "-var=password=canary")

    assert "canary" not in str(caught.value)


def test_secret_in_a_message_is_hidden(terraform: Terraform, make_program: MakeProgram) -> None:
    """A pipeline shows the message in a pull request."""
    make_program("terraform", "echo 'could not reach https://ada:canary@proxy.example.org' >&2; exit 1")

    with pytest.raises(DeploymentError, match="could not reach") as caught:
        terraform.text("init")

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(("home", "given", "cached"), [("home", "", True), ("home", "1", False), ("file/home", "", False)])
def test_stacks_share_the_providers(
    home: str, given: str, *, cached: bool, terraform: Terraform, make_program: MakeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder that CDKTF's CLI uses; not if that is turned off or the home can't be written."""
    Path("file").touch()
    make_program("terraform", 'printf "%s" "$TF_PLUGIN_CACHE_DIR"')
    monkeypatch.setenv("HOME", str(Path(home).absolute()))
    monkeypatch.setenv("CDKTF_DISABLE_PLUGIN_CACHE_ENV", given)
    monkeypatch.delenv("TF_PLUGIN_CACHE_DIR", raising=False)

    assert (str(Path(home, ".terraform.d/plugin-cache").absolute()) if cached else "") == terraform.text("version")


def test_lines_arrive_one_by_one(terraform: Terraform, make_program: MakeProgram) -> None:
    """From both streams, with the exit status."""
    make_program("terraform", "echo a; echo b >&2; exit 7")
    heard: list[str] = []

    assert 7 == terraform.events("apply", hear=heard.append)
    assert ["a\n", "b\n"] == heard
    assert ("Terraform", "OpenTofu") == (terraform.title, Terraform(terraform.stack, "/opt/tofu-1.12").title)
