"""Fixtures for all tests: from hub-file text to rendered Terraform, and the chart's schemas."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import main
from tests.engines import run_on_terrain
from tests.tiers import pytest_collection_modifyitems, pytest_terminal_summary  # hooks: pytest finds them here

__all__ = ["pytest_collection_modifyitems", "pytest_terminal_summary"]

ROOT = Path(__file__).parent.parent

#: Renders a hub file, given as text or as data, to the Terraform JSON of its stack.
Synth = Callable[[str | dict[str, Any]], dict[str, Any]]


def pytest_configure() -> None:
    """Let tests interrupt programs: what a shell starts in the background ignores SIGINT, and so do all programs started from there."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def synth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Synth:
    """Synthesize one hub file as `main.py` does and return the stack's JSON; mistakes raise as they do there."""

    def run(hub_file: str | dict[str, Any]) -> dict[str, Any]:
        monkeypatch.chdir(tmp_path)
        file = tmp_path / "hub.yaml"
        file.write_text(hub_file if isinstance(hub_file, str) else yaml.safe_dump(hub_file, sort_keys=False), encoding="utf-8")
        main.synthesize([file], Path("cdktf.out"))
        (rendered,) = tmp_path.glob("cdktf.out/stacks/*/cdk.tf.json")
        return dict(json.loads(rendered.read_text(encoding="utf-8")))

    return run


@pytest.fixture(scope="session")
def rendered_on_terrain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render all examples with CDK Terrain, each into a folder of its name; skip the test if CDK Terrain is not installed."""
    folder = tmp_path_factory.mktemp("terrain")
    run = run_on_terrain("-m", "tests.terrain.render", folder)
    assert run.returncode == 0, run.stderr
    return folder


def hub_file(*add_ons: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Return a hub file as data, for an arbitrary cluster."""
    return {"stack": "test", "cluster": {"name": "test-cluster", "region": "us-west-2"}, **keys, "add_ons": list(add_ons)}


def only(document: dict[str, Any], kind: str, section: str = "resource") -> dict[str, Any]:
    """Return the one block of its kind."""
    (block,) = document[section][kind].values()
    return dict(block)


def chart_values(document: dict[str, Any]) -> dict[str, Any]:
    """Return the chart values of the one release, unescaped, as Helm receives them."""
    (text,) = only(document, "helm_release")["values"]
    return dict(json.loads(text.replace("$${", "${").replace("%%{", "%{")))


def schema_folder() -> Path | None:
    """Return the folder with the chart's value schemas: ``Z2JH_SCHEMAS``, or a folder beside the project."""
    folder = Path(os.environ.get("Z2JH_SCHEMAS") or ROOT.parent / "shared" / "z2jh")
    return folder if folder.is_dir() else None


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the only one on PATH."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def make_program(empty_path: Path) -> Callable[[str, str], None]:
    """Put a shell script on PATH under the given name."""

    def make(name: str, script: str = "exit 0") -> None:
        program = empty_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return make
