"""A pipeline, and its programs run as GitHub and GitLab run them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.ci.pipeline import Pipeline, PipelineStack

#: Runs a program, given its text and variables; returns the finished process. Programs that it starts are in the folder ``bin``.
RunProgram = Callable[[str, Mapping[str, str]], "subprocess.CompletedProcess[str]"]


def pipeline(**other: Any) -> Pipeline:
    """Return a pipeline for two stacks."""
    values: dict[str, Any] = {
        "paths": ["hubs", "more hubs/lab.yaml"],
        "folder": "",
        "file": "ci.yml",
        "own_app": False,
        "stacks": [PipelineStack("course", "us-west-2", needs_aws_cli=True), PipelineStack("lab", "eu-west-1", needs_aws_cli=False)],
        "role": "arn:aws:iam::111122223333:role/deploy",
        "plan_role": "arn:aws:iam::111122223333:role/plan",
        "branch": "main",
        "environment": "production",
        "package": "jupyterhub-on-eks==1.2.3",
        "opentofu": False,
        "binary_version": "1.11",
        "command": "jupyterhub-on-eks ci github --role=arn:aws:iam::111122223333:role/deploy",
    }
    return Pipeline(**(values | other))


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str, str], None]:
    """Create a program that others start, in shell."""

    def make(name: str, text: str) -> None:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)

    return make


@pytest.fixture
def run(tmp_path: Path) -> RunProgram:
    """Run a program in a separate folder, as GitHub and GitLab do: it ends with the first command that fails."""
    (tmp_path / "work").mkdir()

    def run(text: str, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", **variables}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
        return subprocess.run(command, cwd=tmp_path / "work", env=environment, capture_output=True, text=True, check=False)

    return run
