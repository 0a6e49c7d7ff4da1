"""A pipeline's view of hub files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from constructs_lib.errors import HubFileError
from constructs_lib.hub_files import read_hub_files
from jupyterhub_on_eks.ci.pipeline import PipelineStack, document, program_of, stacks_of
from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.jupyterhub_on_eks.ci.conftest import pipeline
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject, need_terraform

OUTPUT = Path("cdktf.out")
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
        read_hub_files(paths), OUTPUT
    )


def test_state_on_a_runner_is_refused(tmp_path: Path) -> None:
    """The message lists all such stacks, and what to write."""
    with pytest.raises(ToolError, match=r"(?s)the Terraform state of: a, c\.\n.*backend: \{s3: ") as error:
        stacks_of(read_hub_files(_files(tmp_path, a="", b=BACKEND, c="")), OUTPUT)
    assert ExitStatus.MISTAKES == error.value.status


@pytest.mark.parametrize("fresh", [False, True], ids=["set up", "without the output folder"])
def test_state_of_a_deployed_stack_moves(*, fresh: bool, tmp_path: Path) -> None:
    """The commands of the message copy it to the new backend, also after the output folder was removed."""
    need_terraform()
    project = SmallProject(tmp_path / "project")
    project.write("lab", {"a": {"input": "one"}})
    assert 0 == project.run("deploy", "--yes").returncode
    if fresh:
        shutil.rmtree(project.folder / "cdktf.out")
    with pytest.raises(ToolError) as error:
        stacks_of(read_hub_files(_files(tmp_path, lab="")), OUTPUT)
    synth, copy = (line.strip() for line in str(error.value).splitlines() if line.startswith("  ") and "backend:" not in line)

    project.write("lab", {"a": {"input": "one"}}, terraform={"backend": {"local": {"path": "../../../moved.tfstate"}}})
    assert ("jupyterhub-on-eks synth", 0) == (synth, project.run("synth").returncode)
    subprocess.run(["sh", "-c", copy], cwd=project.folder, env=project.environment(), capture_output=True, check=True)

    assert '"one"' in (project.folder / "moved.tfstate").read_text(encoding="utf-8")
    assert "lab: no changes.\n" == project.run("diff").stdout


def test_state_of_opentofu_moves(tmp_path: Path) -> None:
    """With its own program."""
    with pytest.raises(ToolError, match=r"&& tofu init -reconfigure && tofu state push \.\./\.\./\.\./terraform\.a\.tfstate\)"):
        stacks_of(read_hub_files(_files(tmp_path, a='opentofu_version: "1.12"\n')), OUTPUT)


def test_mistakes_are_those_of_check(tmp_path: Path) -> None:
    """The hub files' own report."""
    with pytest.raises(HubFileError, match=r"tags\.team: 7 is not text"):
        stacks_of(read_hub_files(_files(tmp_path, a="tags: {team: 7}\n")), OUTPUT)


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
    """Paths with spaces are quoted; a folder means all that is in it. The providers' locks, and an app in Python, change plans too."""
    assert "hubs 'more hubs/lab.yaml'" == pipeline().hubs
    assert ["hubs/**", "more hubs/lab.yaml"] == pipeline().hub_patterns
    assert ["hubs/**", "more hubs/lab.yaml", "locks/**", "ci.yml"] == pipeline().triggers
    assert ["a/hubs/**", "b.yaml", "a/locks/**", "a/cdktf.json", "a/*.py", "ci.yml"] == pipeline(
        folder="a", paths=["hubs", "../b.yaml"], own_app=True
    ).triggers


def test_document() -> None:
    """A comment, separated sections, programs as blocks, no reference from one value to another."""
    part = {"run": "a\nb\n"}

    assert "# One\n# Two\n\non:\n  push: {}\n\njobs:\n  a:\n    run: |\n      a\n      b\n  b:\n    run: |\n      a\n      b\n" == document(
        ["One", "Two"], {"on": {"push": {}}, "jobs": {"a": part, "b": part}}
    )
    assert {"jobs": {"a": part}} == yaml.safe_load(document([], {"jobs": {"a": part}}))
