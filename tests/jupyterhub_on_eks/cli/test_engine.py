"""The option ``--engine``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from fast_start.engine import ENGINES, installed
from jupyterhub_on_eks.cli import engine
from jupyterhub_on_eks.command import ENGINE
from tests.conftest import ROOT
from tests.engines import TERRAIN_PYTHON, run_on_terrain
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT, Cli
from tests.jupyterhub_on_eks.cli.screens import piped

(OTHER,) = (each for each in ENGINES if each is not installed())


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was started in place of this process; the chosen engine is forgotten after the test."""
    found: list[Any] = []
    monkeypatch.setenv(ENGINE, "of an earlier run")
    monkeypatch.setattr(os, "execv", lambda program, arguments: found.append((program, arguments)))
    return found


def test_installed_engine(cli: Cli, started: list[Any]) -> None:
    """The verb runs here."""
    assert cli("version") == cli("--engine", installed().name, "version")
    assert installed().name == os.environ[ENGINE]
    assert [] == started

    cli("version")

    assert ENGINE not in os.environ


@pytest.mark.parametrize("option", [["--engine", OTHER.name], [f"--engine={OTHER.name}"]])
def test_engine_of_another_environment(
    cli: Cli, started: list[Any], monkeypatch: pytest.MonkeyPatch, option: list[str], tmp_path: Path
) -> None:
    """Its Python runs the same command, with the option, so that it checks that it has that engine."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setitem(engine._PYTHONS, OTHER.name, python)

    cli(*option, "check", "hubs", "--engine")

    ((program, arguments),) = started
    assert str(python) == str(program) == arguments[0]
    assert [*option, "check", "hubs", "--engine"] == arguments[5:]
    assert OTHER.name == os.environ[ENGINE]


def test_environment_with_the_wrong_engine(cli: Cli, started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """It reports that, and doesn't start itself endlessly."""
    monkeypatch.setitem(engine._PYTHONS, OTHER.name, Path(sys.prefix, "bin", "python"))

    status, out, err = cli("--engine", OTHER.name, "version")

    assert (2, "", []) == (status, out, started)
    assert f"{OTHER.title} is not installed here; this environment has {installed().title}." in " ".join(err.split())


@pytest.mark.parametrize("arguments", [["version"], ["--engine", "cdktf", "version"], ["synth", "a.yaml"]])
def test_both_engines(arguments: list[str], folder: Path) -> None:
    """One message, without a traceback, and nothing is written."""
    (folder / "a.yaml").write_text(RIGHT, encoding="utf-8")
    (folder / "packages" / OTHER.framework).mkdir(parents=True)
    (folder / "packages" / OTHER.framework / "__init__.py").touch()

    found = piped(arguments, folder, PYTHONPATH=os.pathsep.join([str(ROOT), str(folder / "packages")]))

    assert found.returncode
    assert "" == found.stdout
    assert found.stderr.startswith("CDKTF and CDK Terrain are both installed in ")
    assert 1 == found.stderr.count("\n")
    assert [] == list(folder.glob("cdktf.out/**/*.json"))


def test_missing_engine(cli: Cli, started: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message states what is installed and how to get the other; the status is that of wrong usage."""
    monkeypatch.setitem(engine._PYTHONS, OTHER.name, tmp_path / "no-python")

    status, out, err = cli("--engine", OTHER.name, "version")

    message = " ".join(err.split())
    assert (2, "", []) == (status, out, started)
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


@pytest.mark.terrain
def test_printed_command_has_the_engine(folder: Path) -> None:
    """Copied, it continues with the same engine; the JSON is that of the engine."""
    if not TERRAIN_PYTHON.exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain")
    (folder / "lab.yaml").write_text(OPEN.replace("NAME", "lab"), encoding="utf-8")

    found = piped(["--engine", "terrain", "synth", "lab.yaml"], folder)

    assert (0, "") == (found.returncode, found.stderr)
    assert "jupyterhub-on-eks --engine terrain deploy lab.yaml --stack lab" in found.stdout
    assert '"version": "0.24.0"' in (folder / "cdktf.out/stacks/lab/cdk.tf.json").read_text(encoding="utf-8")
