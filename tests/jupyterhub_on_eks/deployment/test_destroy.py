"""Destroying and forgetting, with the real Terraform."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment import destroy
from tests.jupyterhub_on_eks.deployment.conftest import NO_FACTS
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject, need_terraform


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """A deployed stack with one protected resource."""
    need_terraform()
    assert destroy.__doc__
    made = SmallProject(tmp_path / "project")
    facts = {**NO_FACTS, "stack": "lab", "retained": {"on_destroy": "refuse", "addresses": ["terraform_data.kept"]}}
    made.write("lab", {"a": {}, "kept": {"lifecycle": {"prevent_destroy": True}}}, facts=facts)
    run = made.run("deploy", "--yes")
    assert 0 == run.returncode, run.stderr
    return made


def test_refusal_names_a_command_that_works(project: SmallProject) -> None:
    """As it is printed, with the hub files of this run; nothing is destroyed before."""
    refused = project.run("destroy", "--yes", HUBS="'my hubs'")

    assert 3 == refused.returncode
    assert "so nothing was destroyed:\n  terraform_data.kept\n" in refused.stderr
    forget, again = (line.split("jupyterhub-on-eks ")[1].split("'") for line in refused.stderr.splitlines() if " 'my hubs' " in line)
    assert (["forget ", "my hubs", " --stack lab"], ["destroy ", "my hubs", " --stack lab"]) == (forget, again)
    forgotten = project.run("forget", "my hubs", "--stack", "lab", "--yes")
    assert (0, True) == (forgotten.returncode, "next: jupyterhub-on-eks destroy 'my hubs' --stack lab" in forgotten.stdout)

    destroyed = project.run("destroy", "my hubs", "--stack", "lab", "--yes")

    assert 0 == destroyed.returncode, destroyed.stderr
    assert "lab: 1 to destroy\n  - destroy  terraform_data.a\n" in destroyed.stdout
    assert destroyed.stdout.endswith("lab: destroyed.\n")


def test_stack_whose_file_was_deleted(project: SmallProject) -> None:
    """It is listed, shown, suggested for a misspelt name, and not deployed."""
    (project.folder / "stacks/lab.json").unlink()

    assert (
        "lab  2 resources deployed; its hub file is gone, and diff and destroy use it as it was deployed\n" == project.run("stacks").stdout
    )
    assert (2, True) == ((run := project.run("deploy", "--stack", "lab", "--yes")).returncode, "Restore its hub file" in run.stderr)
    shown = project.run("diff", "--stack", "lab")
    assert (0, "lab: no changes.\n") == (shown.returncode, shown.stdout)
    project.write("other", {"a": {}})
    unknown = project.run("destroy", "--stack", "lap", "--yes")
    assert (2, True) == (unknown.returncode, "Deployed earlier, now without a hub file: lab." in unknown.stderr)
