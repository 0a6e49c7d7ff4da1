"""The list of stacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment import stack_list
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject
from tests.jupyterhub_on_eks.deployment.state_files import resource, state


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A stack that isn't deployed."""
    assert stack_list.__doc__
    made = SmallProject(tmp_path / "project")
    made.write("lab", {"a": {}})
    return made


def test_each_kind_of_stack(project: SmallProject) -> None:
    """Not deployed, in S3, and stranded: only its state exists."""
    (project.folder / "stacks/far.json").write_text(json.dumps({"terraform": {"backend": {"s3": {"bucket": "b", "key": "k"}}}}))
    (project.folder / "terraform.old.tfstate").write_text(state(resource("aws_kms_key", "a", id="k")))

    run = project.run("stacks")

    assert (0, "") == (run.returncode, run.stderr)
    far, lab, old = run.stdout.splitlines()
    assert ("far  state in s3://b/k", "lab  not deployed") == (far, lab)
    assert old.startswith("old  1 resource deployed; its hub file is gone, and there is no record of its deployment.")
    found = json.loads(project.run("stacks", "--json").stdout)["stacks"]
    assert [("far", True, None), ("lab", True, 0), ("old", False, 1)] == [
        (entry["stack"], entry["hub_file"], entry["resources"]) for entry in found
    ]
