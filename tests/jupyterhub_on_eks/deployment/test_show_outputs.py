"""Outputs of deployed stacks, without Terraform if the state is a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment import show_outputs
from tests.jupyterhub_on_eks.deployment.small_project import SmallProject

_OUTPUTS = {"url": {"value": "https://hub", "type": "string"}, "pin": {"value": "1234", "type": "string", "sensitive": True}}


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """Two stacks; the first one is deployed."""
    assert show_outputs.__doc__
    made = SmallProject(tmp_path / "project")
    for name in ("lab", "other"):
        made.write(name, {"a": {}})
    (made.folder / "terraform.lab.tfstate").write_text(json.dumps({"version": 4, "serial": 1, "outputs": _OUTPUTS, "resources": []}))
    return made


def test_all_or_one(project: SmallProject) -> None:
    """Of a secret only the name is shown; programs get all."""
    assert (0, "pin  <sensitive>\nurl  https://hub\n") == ((run := project.run("outputs", "--stack", "lab")).returncode, run.stdout)
    assert "https://hub\n" == project.run("outputs", "url", "--stack", "lab").stdout
    assert "1234\n" == project.run("outputs", "pin", "--stack", "lab").stdout
    assert {"lab": {"url": "https://hub", "pin": "1234"}} == json.loads(project.run("outputs", "--json", "--stack", "lab").stdout)


def test_missing_outputs(project: SmallProject) -> None:
    """An output with a similar name, a stack that isn't deployed; the other stack is still shown."""
    unknown = project.run("outputs", "ulr", "--stack", "lab")
    assert (2, "Stack 'lab' has no output 'ulr'. Did you mean url? It has: pin, url.\n") == (unknown.returncode, unknown.stderr)
    both = project.run("outputs")
    assert 3 == both.returncode
    assert "lab\npin  <sensitive>\nurl  https://hub\n" == both.stdout
    assert "Stack 'other' is not deployed, so it has no outputs." in both.stderr
