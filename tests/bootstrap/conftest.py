"""Fixtures of the setup's tests: a checkout folder in which nothing is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bootstrap import paths


@pytest.fixture
def empty_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with lock files; all paths are below it."""
    for name, folder in {"ROOT": "", "TOOLS": ".tools", "VENV": ".venv", "NODE_MODULES": "node_modules"}.items():
        monkeypatch.setattr(paths, name, tmp_path / folder)
    (tmp_path / ".tools").mkdir()
    (tmp_path / "Pipfile.lock").write_text(json.dumps({"default": {}, "develop": {}}))
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path
