"""A stack deployed with CDKTF moves to CDK Terrain and back: Terraform has nothing to do.

Both use the provider installed here. So this proves addresses and arguments, not upgrades of the providers, and only
the AWS half: docs/cdk-terrain.md lists what was not planned. The steps of that page are run as written.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.aws.client import Double
from tests.aws.half import aws_half
from tests.aws.project import Project
from tests.aws.seeds import seeds
from tests.conftest import ROOT, Synth
from tests.constructs_lib.storage_files import ebs_hub
from tests.engines import EXAMPLES, SNAPSHOTS, TERRAIN_PYTHON
from tests.terraform import Stack

pytestmark = [pytest.mark.aws, pytest.mark.slow]


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _golden(name: str) -> dict[str, Any]:
    return _read(SNAPSHOTS / name / "cdk.tf.json")


def _kinds(name: str) -> set[str]:
    half = aws_half(_golden(name))
    return {f"{section}.{kind}" for section in ("resource", "data", "ephemeral") for kind in half.get(section, {})}


def _one_per_kind() -> set[str]:
    """Choose a few examples that together have every kind of AWS block that any example has."""
    missing = {example.stem: _kinds(example.stem) for example in EXAMPLES}
    chosen: set[str] = set()
    while largest := max(missing, key=lambda name: (len(missing[name]), name)):
        if not missing[largest]:
            return chosen
        chosen.add(largest)
        missing = {name: kinds - missing[largest] for name, kinds in missing.items()}
    return chosen


_CHOSEN = _one_per_kind()


@pytest.mark.parametrize("name", [pytest.param(each.stem, marks=() if each.stem in _CHOSEN else pytest.mark.nightly) for each in EXAMPLES])
def test_deployed_stack_moves(name: str, stack: Callable[[dict[str, Any]], Stack], rendered_on_terrain: Path) -> None:
    """After an apply of CDKTF's JSON, the plan of CDK Terrain's is empty and names nothing deprecated; so is the plan back."""
    if '"local-exec"' in json.dumps(_golden(name)) and shutil.which("aws") is None:
        pytest.skip("the AWS CLI, which takes the final backup, is not on PATH")
    (rendered,) = rendered_on_terrain.glob(f"{name}/cdktf.out/stacks/*/cdk.tf.json")
    copy = stack(_golden(name))
    copy.apply()

    copy.replace_with(aws_half(_read(rendered)))
    output = copy.save_plan("moved")
    assert "No changes." in output
    assert "deprecated" not in output.lower()
    copy.replace_with(aws_half(_golden(name)))
    assert "" == copy.plan()


_STACK = "moved"


class _Page:
    """The steps of docs/cdk-terrain.md in a project, run by a shell with ``jupyterhub-on-eks`` on PATH."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._tool = project.folder / "bin" / "jupyterhub-on-eks"
        self._tool.parent.mkdir()
        self._tool.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m jupyterhub_on_eks "$@"\n')
        self._tool.chmod(0o755)

    def run(self, section: str, number: int) -> str:
        """Run a code block of a section, which must succeed; return all that it prints."""
        done = self.result(_block(section, number))
        assert 0 == done.returncode, done.stdout
        return done.stdout

    def result(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a script with approval given in advance."""
        text = script.replace("STACK", _STACK).replace(f" deploy --stack {_STACK}", f" deploy --auto-approve --stack {_STACK}")
        path = os.pathsep.join([str(self._tool.parent), os.environ["PATH"]])
        return self._project.command("/bin/sh", "-ec", text, PATH=path)


def _block(section: str, number: int) -> str:
    text = (ROOT / "docs/cdk-terrain.md").read_text(encoding="utf-8").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return str(re.findall(r"```bash\n(.*?)```", text, re.DOTALL)[number])


@pytest.mark.skipif(not TERRAIN_PYTHON.exists(), reason="CDK Terrain is not installed in .tools/terrain")
def test_steps_of_the_page(double: Double, mirror: dict[str, str], synth: Synth, tmp_path: Path) -> None:
    """Back up, move, deploy a change, go back: the plans of the moves are empty, and Terraform accepts the backup only by the written steps."""
    cluster = {"name": "test-cluster", "region": "us-west-2", "authentication": "token"}
    hub = ebs_hub(file={"stack": _STACK, "cluster": cluster})
    later = hub | {"add_ons": [*hub["add_ons"], {"efs_csi_driver": {}}]}
    double.seed(seeds(aws_half(synth(later))))
    project = Project(tmp_path / "project", {**double.environment(), **mirror})
    page, file, state = _Page(project), project.hubs / "moved.yaml", project.folder / f"terraform.{_STACK}.tfstate"
    file.write_text(yaml.safe_dump(hub), encoding="utf-8")
    status, output = project.run("deploy", _STACK)
    assert 0 == status, output
    before = _read(state)

    page.run("Move a deployed stack", 0)
    output = page.run("Move a deployed stack", 1)
    assert 2 == output.count(f"{_STACK}: no changes.")
    assert f"jupyterhub-on-eks --engine terrain status --stack {_STACK}" in output
    file.write_text(yaml.safe_dump(later), encoding="utf-8")
    changed = page.result(_block("Move a deployed stack", 1).splitlines()[-1])
    assert 0 == changed.returncode, changed.stdout
    file.write_text(yaml.safe_dump(hub), encoding="utf-8")
    assert _read(state)["serial"] > before["serial"]

    without_force = page.result(_block("Go back", 0).replace(" -force", ""))
    assert without_force.returncode
    assert "cannot import state with serial" in " ".join(without_force.stdout.split())
    output = page.run("Go back", 0)
    assert {key: before[key] for key in ("lineage", "resources", "outputs")} == {
        key: _read(state)[key] for key in ("lineage", "resources", "outputs")
    }
    assert output.endswith(f"{_STACK}: no changes.\n")
