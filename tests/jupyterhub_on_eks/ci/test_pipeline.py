"""A pipeline's view of hub files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from constructs_lib.errors import HubFileError
from constructs_lib.hub_files import read_hub_files
from jupyterhub_on_eks.ci.pipeline import PipelineStack, document, program_of, stacks_of
from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.ci.conftest import pipeline

BACKEND = "backend: {s3: {bucket: states, key: hubs/NAME.tfstate, region: us-west-2}}\n"
HUB = "cluster: {name: research, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {existing: true}}]\n"


def _files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(HUB + text.replace("NAME", name), encoding="utf-8")
    return [folder]


def test_stacks_with_region_and_login(tmp_path: Path) -> None:
    """A cluster with authentication by token needs no AWS CLI."""
    token = HUB.replace("us-west-2}", "us-west-2, authentication: token}") + BACKEND.replace("NAME", "b")
    paths = _files(tmp_path, a=BACKEND)
    (tmp_path / "b.yaml").write_text(token, encoding="utf-8")

    assert [PipelineStack("a", "us-west-2", needs_aws_cli=True), PipelineStack("b", "us-west-2", needs_aws_cli=False)] == stacks_of(
        read_hub_files(paths)
    )


def test_state_on_a_runner_is_refused(tmp_path: Path) -> None:
    """The message lists all such stacks, and what to write."""
    with pytest.raises(ToolError, match=r"(?s)the Terraform state of: a, c\.\n.*backend: \{s3: ") as error:
        stacks_of(read_hub_files(_files(tmp_path, a="", b=BACKEND, c="")))
    assert ExitStatus.MISTAKES == error.value.status


def test_mistakes_are_those_of_check(tmp_path: Path) -> None:
    """The hub files' own report."""
    with pytest.raises(HubFileError, match=r"tags\.team: 7 is not text"):
        stacks_of(read_hub_files(_files(tmp_path, a="tags: {team: 7}\n")))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"a": "", "b": ""}, (False, "1.11")),
        ({"a": 'terraform_version: "1.12"\n', "b": ""}, (False, "1.12")),
        ({"a": 'opentofu_version: "1.100"\n', "b": 'opentofu_version: "1.12"\n'}, (True, "1.100")),
    ],
    ids=["default", "Terraform", "OpenTofu"],
)
def test_program(texts: dict[str, str], expected: tuple[bool, str], tmp_path: Path) -> None:
    """The newest version that a hub file sets; 1.100 is newer than 1.12."""
    assert expected == program_of(read_hub_files(_files(tmp_path, **texts)))


def test_two_programs_are_refused(tmp_path: Path) -> None:
    """The message lists the stacks of each kind."""
    with pytest.raises(ToolError, match="the stack 'a' sets opentofu_version and 'b' does not"):
        program_of(read_hub_files(_files(tmp_path, a='opentofu_version: "1.12"\n', b="")))


def test_hubs_and_triggers() -> None:
    """Paths with spaces are quoted; a folder means all that is in it."""
    assert "hubs 'more hubs/lab.yaml'" == pipeline().hubs
    assert ["hubs/**", "more hubs/lab.yaml"] == pipeline().triggers


def test_document() -> None:
    """A comment, separated sections, programs as blocks, no reference from one value to another."""
    part = {"run": "a\nb\n"}

    assert "# One\n# Two\n\non:\n  push: {}\n\njobs:\n  a:\n    run: |\n      a\n      b\n  b:\n    run: |\n      a\n      b\n" == document(
        ["One", "Two"], {"on": {"push": {}}, "jobs": {"a": part, "b": part}}
    )
    assert {"jobs": {"a": part}} == yaml.safe_load(document([], {"jobs": {"a": part}}))
