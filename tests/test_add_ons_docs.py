"""The programs and files of docs/add-ons.md work together, in a folder that has only them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.screens import environment

_PAGE = (ROOT / "docs" / "add-ons.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"^```(?:python|yaml)\n(# ([\w.-]+)\n.*?)^```$", re.MULTILINE | re.DOTALL)
_JSON = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the page, each under its name, and its ``cdktf.json``."""
    for text, name in _NAMED.findall(_PAGE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (settings,) = _JSON.findall(_PAGE)
    (tmp_path / "cdktf.json").write_text(settings, encoding="utf-8")
    return tmp_path


def _run(folder: Path, *command: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = environment(PATH=path, PYTHONPATH=str(ROOT))
    run = subprocess.run([sys.executable, *command], cwd=folder, env=variables, capture_output=True, text=True, check=False)
    assert (0, "") == (run.returncode, run.stderr)
    return run.stdout


def test_hub_file_without_a_program(folder: Path) -> None:
    """``cdktf.json`` alone makes the add-on known, to a command that reads hub files itself and to one that runs the app."""
    assert "1 hub file checked: no mistakes" in _run(folder, "-P", "-m", "jupyterhub_on_eks", "check", "course.yaml")
    _run(folder, "-P", "-m", "jupyterhub_on_eks", "synth", "course.yaml")

    document = json.loads((folder / "cdktf.out/stacks/course/cdk.tf.json").read_text(encoding="utf-8"))
    assert "monitoring" == document["output"]["monitoring_namespace"]["value"]


def test_facts_of_your_own_stack(folder: Path) -> None:
    """They are next to its JSON, and the commands read them."""
    settings = json.loads((folder / "cdktf.json").read_text(encoding="utf-8"))
    (folder / "cdktf.json").write_text(json.dumps({"app": "python lab.py", **settings}), encoding="utf-8")

    output = _run(folder, "-m", "jupyterhub_on_eks", "synth")

    facts = json.loads((folder / "cdktf.out/stacks/lab/facts.json").read_text(encoding="utf-8"))
    assert ("lab", ["ebs_csi_driver", "jupyterhub"]) == (facts["stack"], [add_on["key"] for add_on in facts["add_ons"]])
    assert "the storage class gp3 on the cluster" in output
