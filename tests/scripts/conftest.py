"""Fixtures for the tests of the scripts: a project in a temporary folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bootstrap import paths


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of whoever runs the tests."""
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
