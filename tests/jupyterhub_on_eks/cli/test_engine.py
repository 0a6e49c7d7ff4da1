"""The option ``--engine``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from fast_start.engine import ENGINES, installed
from jupyterhub_on_eks.cli import engine
from tests.engines import TERRAIN_PYTHON, run_on_terrain
from tests.jupyterhub_on_eks.cli.conftest import Cli
from tests.jupyterhub_on_eks.cli.screens import piped

(OTHER,) = (each for each in ENGINES if each is not installed())


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was started in place of this process."""
    found: list[Any] = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: found.append((program, arguments)))
    return found


def test_installed_engine(cli: Cli, started: list[Any]) -> None:
    """The verb runs here."""
    assert cli("version") == cli("--engine", installed().name, "version")
    assert [] == started


@pytest.mark.parametrize("option", [["--engine", OTHER.name], [f"--engine={OTHER.name}"]])
def test_engine_of_another_environment(cli: Cli, started: list[Any], monkeypatch: pytest.MonkeyPatch, option: list[str]) -> None:
    """Its Python runs the same command without the option, so that two environments never start each other endlessly."""
    monkeypatch.setitem(engine._PYTHONS, OTHER.name, Path(sys.executable))

    cli(*option, "check", "hubs", "--engine")

    ((program, arguments),) = started
    assert sys.executable == program
    assert ["check", "hubs", "--engine"] == arguments[5:]


def test_missing_engine(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message states what is installed and how to get the other; the status is that of wrong usage."""
    monkeypatch.setitem(engine._PYTHONS, OTHER.name, tmp_path / "no-python")

    status, out, err = cli("--engine", OTHER.name, "version")

    message = " ".join(err.split())
    assert (2, "") == (status, out)
    assert f"{OTHER.title} is not installed here; this environment has {installed().title}." in message
    assert "python3 -m scripts.tools" in message


def test_unknown_engine(cli: Cli) -> None:
    """The message names both."""
    assert "'pulumi' is not one of 'cdktf', 'terrain'" in cli("--engine", "pulumi", "version")[2]


@pytest.mark.terrain
def test_terrain_from_another_folder(tmp_path: Path) -> None:
    """A checkout's command continues in CDK Terrain's environment, in the user's folder."""
    if not TERRAIN_PYTHON.exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain")

    found = piped(["--engine", "terrain", "version"], tmp_path)

    assert (0, "") == (found.returncode, found.stderr)
    assert found.stdout == run_on_terrain("-m", "jupyterhub_on_eks", "version").stdout
    assert "CDK Terrain " in found.stdout
