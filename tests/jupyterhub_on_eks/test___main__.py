"""``python -m jupyterhub_on_eks``, and the command of a checkout's environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jupyterhub_on_eks import __main__
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.screens import environment, piped


def test_exit_status_is_that_of_the_verb(tmp_path: Path) -> None:
    """From any folder; only wrong usage is printed on standard error."""
    (tmp_path / "a.yaml").write_text("{", encoding="utf-8")

    assert [(0, ""), (1, ""), (2, "")] == [
        (run.returncode, run.stderr) for run in (piped(arguments, tmp_path) for arguments in (["version"], ["check", "a.yaml"], ["check"]))
    ]
    assert 2 == piped(["chekc"], tmp_path).returncode


def test_reader_that_closes_the_pipe(tmp_path: Path) -> None:
    """As in ``schema | head -1``: no traceback."""
    command = f"'{sys.executable}' -m jupyterhub_on_eks schema | head -1"
    run = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)

    assert ("{\n", "") == (run.stdout, run.stderr)


def test_locale_that_cannot_show_a_character(tmp_path: Path) -> None:
    """It is escaped; the rest is shown."""
    (tmp_path / "ü.yaml").write_text("{", encoding="utf-8")
    run = piped(["check", "ü.yaml"], tmp_path, PYTHONIOENCODING="ascii")

    assert (1, "") == (run.returncode, run.stderr)
    assert run.stdout.startswith("\\xfc.yaml:1:2: is not YAML")


def test_command_of_the_checkout(tmp_path: Path) -> None:
    """The setup links it into ``.venv``: it runs in any folder, and imports no module from there."""
    bin_folder = tmp_path / "check out/.venv/bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    for name in ("constructs_lib", "fast_start", "jupyterhub_on_eks", "scripts"):
        (tmp_path / "check out" / name).symlink_to(ROOT / name)
    command = bin_folder / "jupyterhub-on-eks"
    command.symlink_to(Path("../../scripts/jupyterhub-on-eks"))
    (tmp_path / "typing.py").write_text("raise SystemExit('a module of the user')", encoding="utf-8")
    packages = next(Path(sys.prefix).glob("lib/python3*/site-packages"))

    run = subprocess.run(
        [command, "version", "--json"],
        cwd=tmp_path,
        env={**environment(), "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (run.returncode, run.stderr)
    assert '"product": ' in run.stdout


def test_import_does_no_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The command line runs when it is called."""
    assert callable(__main__.main)
    assert ("", "") == capsys.readouterr()
