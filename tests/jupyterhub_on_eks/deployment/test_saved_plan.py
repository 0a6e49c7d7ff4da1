"""A plan in a file."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.deployment.saved_plan import pack, unpacked
from jupyterhub_on_eks.deployment.terraform import Terraform
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.deployment.conftest import MakeStack


@pytest.fixture
def terraform(empty_project: Path, make_stack: MakeStack) -> Terraform:
    """A stack whose JSON is written, and a plan of it, packed."""
    stack = make_stack()
    (empty_project / stack.path.parent).mkdir(parents=True)
    stack.path.write_text("{}")
    Path("plan").write_bytes(b"the plan")
    made = Terraform(stack, "terraform")
    pack(Path("saved"), made, Path("plan"))
    return made


def test_it_is_read_back_unchanged(terraform: Terraform) -> None:
    """Byte for byte, with the same program and JSON; only its owner can read it."""
    unpacked(Path("saved"), terraform, Path("again"))

    assert b"the plan" == Path("again").read_bytes()
    assert 0o600 == Path("saved").stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("change", "message", "status"),
    [
        ("json", "The hub files, or the product's version, changed since saved was written", ExitStatus.MISTAKES),
        ("program", "saved contains a plan of Terraform, which OpenTofu can't apply", ExitStatus.USAGE),
        ("stack", "saved contains a plan of stack 'research', not of 'other'", ExitStatus.USAGE),
        ("file", "saved is not a plan that diff --out wrote", ExitStatus.USAGE),
        ("gone", "saved can't be read: No such file or directory", ExitStatus.USAGE),
    ],
)
def test_what_is_refused(change: str, message: str, status: ExitStatus, terraform: Terraform, make_stack: MakeStack) -> None:
    """Whatever was not reviewed."""
    if change == "json":
        terraform.stack.path.write_text('{"a": 1}')
    elif change == "file":
        with zipfile.ZipFile("saved", "w") as archive:
            archive.writestr("about.json", json.dumps({"stack": "research"}))
    elif change == "gone":
        Path("saved").unlink()
    meant = Terraform(make_stack("other" if change == "stack" else "research"), "tofu" if change == "program" else "terraform")

    with pytest.raises(DeploymentError) as caught:
        unpacked(Path("saved"), meant, Path("again"))

    assert (True, status) == (message in str(caught.value), caught.value.status)


@pytest.mark.parametrize(
    ("made", "now", "message"),
    [
        (
            "0.24.0",
            "0.21.0",
            "saved contains a plan of the engine terrain, and this run uses the engine cdktf. To apply it, write --engine terrain before deploy.",
        ),
        (
            "0.21.0",
            "0.24.0",
            "saved contains a plan of the engine cdktf, and this run uses the engine terrain. To apply it, write --engine cdktf before deploy.",
        ),
        ("0.21.0", "0.21.1", "The hub files, or the product's version, changed since saved was written"),
    ],
)
def test_plan_of_another_engine(made: str, now: str, message: str, terraform: Terraform) -> None:
    """The refusal names the engine, since the user changed no hub file."""

    def with_version(version: str) -> Terraform:
        template = {"//": {"metadata": {"version": version}}}
        terraform.stack.path.write_text(json.dumps(template))
        return replace(terraform, stack=replace(terraform.stack, template=template))

    pack(Path("saved"), with_version(made), Path("plan"))

    with pytest.raises(DeploymentError, match=re.escape(message)):
        unpacked(Path("saved"), with_version(now), Path("again"))


def test_file_that_cannot_be_written(terraform: Terraform) -> None:
    """With the reason."""
    with pytest.raises(DeploymentError, match=r"none/plan can't be written: No such file or directory"):
        pack(Path("none/plan"), terraform, Path("plan"))
