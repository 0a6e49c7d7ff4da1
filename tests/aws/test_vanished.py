"""Stacks whose hub file was deleted, with the real verbs and Terraform."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws.project import Project
from tests.aws.seeds import seeds
from tests.conftest import Synth
from tests.constructs_lib.storage_files import efs_hub


def _hub(name: str, policy: str) -> dict[str, Any]:
    cluster = {"name": "test-cluster", "region": "us-west-2", "authentication": "token"}
    return efs_hub(removal_policy=policy, file={"stack": name, "cluster": cluster})


@pytest.fixture
def project(double: Double, mirror: dict[str, str], synth: Synth, tmp_path: Path) -> Callable[[dict[str, Any]], Project]:
    """Return a project with one hub file, on a double with what its stack expects."""

    def prepare(file: dict[str, Any]) -> Project:
        double.seed(seeds(aws_half(synth(file))))
        made = Project(tmp_path / "project", {**double.environment(), **mirror})
        (made.hubs / "gone.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")
        return made

    return prepare


@pytest.mark.aws
@pytest.mark.slow
def test_stack_of_a_deleted_hub_file(project: Callable[[dict[str, Any]], Project], double: Double) -> None:
    """It can be shown and destroyed, alone and beside others; a deployment reports what happened to it, and changes nothing."""
    here = project(_hub("gone", "DESTROY"))
    before = double.state()["resources"]
    status, output = here.run("deploy", "gone")
    assert 0 == status, output
    made = double.state()

    (here.hubs / "gone.yaml").unlink()
    shutil.rmtree(here.folder / "cdktf.out")
    status, output = here.run("deploy", "gone")
    assert 0 != status
    assert "jupyterhub-on-eks destroy --stack gone" in output
    status, output = here.run("diff", "gone")
    assert 0 == status, output
    assert "No hub file has the stack 'gone'; it is used as it was last deployed (terraform.gone.deployed.json)." in output
    assert "gone: no changes." in output
    assert made == double.state()

    (here.hubs / "here.yaml").write_text(yaml.safe_dump(_hub("here", "RETAIN")), encoding="utf-8")
    status, output = here.run("deploy", "gone")
    assert (2, True) == (status, "jupyterhub-on-eks destroy --stack gone" in output)
    status, output = here.run("destroy", "gone")
    assert 0 == status, output
    assert before == double.state()["resources"]
    status, output = here.run("destroy", "gone")
    assert (2, True) == (status, "There is no stack 'gone'. The hub files have: here." in output)


@pytest.mark.aws
@pytest.mark.slow
def test_retain_holds_without_the_hub_file(project: Callable[[dict[str, Any]], Project], double: Double) -> None:
    """A destroy is refused as with the file, and its message names a way that works."""
    here = project(_hub("gone", "RETAIN"))
    status, output = here.run("deploy", "gone")
    assert 0 == status, output
    made = double.state()
    (file_system,) = made["mount_target_zones"]
    (here.hubs / "gone.yaml").unlink()

    status, output = here.run("destroy", "gone")

    assert 0 != status
    assert "jupyterhub-on-eks forget --stack gone" in output
    assert made == double.state()
    assert 0 == here.run("forget", "gone")[0]
    status, output = here.run("destroy", "gone")
    assert 0 == status, output
    assert f"file system {file_system}" in double.state()["resources"]
    assert {file_system: []} == double.state()["mount_target_zones"]
