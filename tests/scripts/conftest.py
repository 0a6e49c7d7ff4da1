"""What the tests of the scripts share: a project in a temporary folder, and stacks made of a few blocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bootstrap import paths
from jupyterhub_on_eks.deployment.stack_output import Stack

MakeStack = Callable[..., Stack]

#: Facts of a stack that does nothing; tests/scripts/test_stack_output.py compares its keys with those of a real one.
NO_FACTS: Mapping[str, Any] = {
    "format": 1,
    "stack": "research",
    "cluster": {
        "name": "research-cluster",
        "region": "us-west-2",
        "authentication": "token",
        "kubeconfig_command": "aws eks update-kubeconfig --name research-cluster --region us-west-2",
        "login_programs": [],
    },
    "add_ons": [],
    "prerequisites": [],
    "retained": {"on_destroy": "refuse", "addresses": []},
    "volumes": [],
    "removed": [],
    "warnings": [],
}


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the variables of whoever runs the tests out of them."""
    for name in (
        "HUBS",
        "HUB",
        "STACK",
        "ARGS",
        "CDKTF_OUTDIR",
        "TERRAFORM_BINARY_NAME",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "CI",
        "PIP_INDEX_URL",
        "PIPENV_PYPI_MIRROR",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def empty_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder with lock files and nothing installed."""
    for name, folder in {"ROOT": "", "TOOLS": ".tools", "VENV": ".venv", "NODE_MODULES": "node_modules"}.items():
        monkeypatch.setattr(paths, name, tmp_path / folder)
    (tmp_path / "Pipfile.lock").write_text(json.dumps({"_meta": {"sources": [{"url": "https://index.example.org/simple"}]}}))
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH, with nothing in it."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def make_program(empty_path: Path) -> Callable[[str, str], None]:
    """Put a program of that name on PATH, a shell script."""

    def make(name: str, script: str = "exit 0") -> None:
        program = empty_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return make


@pytest.fixture
def make_stack() -> MakeStack:
    """A stack of that name, its template given by keyword; ``facts`` are laid over those of a stack of which there is nothing to know."""

    def make(
        name: str = "research", *, warnings: tuple[str, ...] = (), facts: Mapping[str, Any] | None = NO_FACTS, **template: Any
    ) -> Stack:
        known = None if facts is None else {**NO_FACTS, **facts}
        return Stack(name, Path("cdktf.out", "stacks", name, "cdk.tf.json"), template, warnings, known)

    return make
