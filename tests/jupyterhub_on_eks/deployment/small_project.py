"""A folder with its own app, whose stacks need no provider; the real Terraform, or a program that replays recorded output."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.jupyterhub_on_eks.cli.screens import environment

#: Writes a stack for each file of stacks/, as CDKTF does.
_APP = """
import json, os, pathlib
out = pathlib.Path(os.environ["CDKTF_OUTDIR"])
stacks = {}
for file in sorted(pathlib.Path("stacks").glob("*.json")):
    path = pathlib.Path("stacks", file.stem, "cdk.tf.json")
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    document = json.loads(file.read_text())
    facts = document.pop("facts", None)
    (out / path).write_text(json.dumps(document))
    if facts:
        (out / path).with_name("facts.json").write_text(json.dumps(facts))
    stacks[file.stem] = {"name": file.stem, "synthesizedStackPath": str(path), "annotations": []}
(out / "manifest.json").write_text(json.dumps({"version": "0.21.0", "stacks": stacks}))
"""


class SmallProject:
    """The folder.

    Args:
        folder: empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "stacks").mkdir(parents=True)
        (folder / "app.py").write_text(_APP, encoding="utf-8")
        (folder / "cdktf.json").write_text(json.dumps({"app": "python app.py"}), encoding="utf-8")

    def write(self, name: str, resources: Mapping[str, Any], *, facts: Mapping[str, Any] | None = None, **sections: Any) -> None:
        """Write a stack of ``terraform_data``."""
        backend = {"local": {"path": f"../../../terraform.{name}.tfstate"}}
        document = {"terraform": {"backend": backend}, "resource": {"terraform_data": resources}, **sections}
        text = json.dumps({**document, **({"facts": facts} if facts else {})})
        (self.folder / "stacks" / f"{name}.json").write_text(text, encoding="utf-8")

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the tool there, with its output in pipes."""
        return subprocess.run(
            command(arguments),
            cwd=self.folder,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the variables of a run, without those that redirect Terraform."""
        given = {name: value for name, value in environment().items() if not name.startswith(("TF_", "CDKTF_", "JUPYTERHUB_ON_EKS"))}
        return {**given, "HOME": str(self.folder), "CHECKPOINT_DISABLE": "1", **variables}


def command(arguments: Sequence[str]) -> list[str]:
    """Return the tool's command line."""
    return [sys.executable, "-P", "-m", "jupyterhub_on_eks", *arguments]


def need_terraform() -> None:
    """Skip the test if Terraform is not installed."""
    if not shutil.which("terraform"):
        pytest.skip("terraform is not on PATH")
