"""The pre-commit hook and the step for GitHub Actions: both run ``check``."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT
from tests.jupyterhub_on_eks.cli.screens import environment


def _read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A user's folder with a hub file that has a warning, and an environment in which the product is installed."""
    command = tmp_path / "temp/jupyterhub-on-eks/bin/jupyterhub-on-eks"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m jupyterhub_on_eks \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    (tmp_path / "user/my hubs").mkdir(parents=True)
    (tmp_path / "user/my hubs/a.yaml").write_text(OPEN.replace("NAME", "one"), encoding="utf-8")
    return tmp_path / "user"


def test_pre_commit_hook(user: Path) -> None:
    """pre-commit runs the entry with the user's arguments and without file names, from the repository's folder."""
    (hook,) = _read(".pre-commit-hooks.yaml")
    command, *arguments = shlex.split(hook["entry"])

    assert {"id", "name", "entry", "language"} <= set(hook)
    assert ("check-hub-files", "python", False) == (hook["id"], hook["language"], hook["pass_filenames"])
    assert command in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert [True, True, True, False] == [bool(re.search(hook["files"], f"hubs/a.{end}")) for end in ("yaml", "yml", "toml", "md")]
    installed = user.parent / "temp/jupyterhub-on-eks/bin" / command
    for further, expected in ([], 0), (["--strict"], 1):
        run = subprocess.run(
            [installed, *arguments, "my hubs", *further], cwd=user, env=environment(), capture_output=True, text=True, check=False
        )
        assert (expected, "") == (run.returncode, run.stderr)
        assert run.stdout.startswith("my hubs/a.yaml:5:5: warning: ")


def _steps() -> list[dict[str, Any]]:
    action = _read("action.yml")
    assert {"name", "description", "inputs", "runs"} <= set(action)
    assert "composite" == action["runs"]["using"]
    return list(action["runs"]["steps"])


def test_action_gets_its_inputs_in_variables() -> None:
    """A program never contains an expression, in which a branch's name could be a command; bash can parse each step."""
    for step in _steps():
        assert "bash" == step["shell"]
        assert "${{" not in step["run"]
        assert 0 == subprocess.run(["bash", "-n", "-c", step["run"]], check=False).returncode
        assert set(re.findall(r"\$(?:\{)?([A-Z]+)", step["run"])) <= set(step["env"])
    inputs = set(re.findall(r"inputs\.(\w+)", str(_steps())))
    assert set(_read("action.yml")["inputs"]) == inputs


@pytest.mark.parametrize(("strict", "expected"), [("false", 0), ("true", 1)])
def test_action_checks(strict: str, expected: int, user: Path) -> None:
    """The step, with GitHub's values in place of its expressions: annotations, and the status of the check."""
    step = _steps()[-1]
    values = {"runner.temp": str(user.parent / "temp"), "inputs.paths": "'my hubs'", "inputs.strict": strict}
    variables = {name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text) for name, text in step["env"].items()}

    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=user,
        env=environment(CI="true", GITHUB_ACTIONS="true", **variables),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (expected, "") == (run.returncode, run.stderr)
    assert run.stdout.startswith("::warning title=warning,file=my hubs/a.yaml,line=5,col=5::add_ons[1].jupyterhub: ")


def test_action_fails_with_a_mistake(user: Path) -> None:
    """As the command does; the defaults are those of the command."""
    (user / "hubs").mkdir()
    (user / "hubs/a.yaml").write_text(f"tags: {{team: 7}}\n{RIGHT}", encoding="utf-8")
    inputs = {name: entry["default"] for name, entry in _read("action.yml")["inputs"].items()}

    run = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", _steps()[-1]["run"]],
        cwd=user,
        env=environment(ENVIRONMENT=str(user.parent / "temp/jupyterhub-on-eks"), HUBS=inputs["paths"], STRICT=inputs["strict"]),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "::error title=wrong-value,file=hubs/a.yaml,line=1,col=8::tags.team: 7 is not text; put it in quotes") == (
        run.returncode,
        run.stdout.splitlines()[0],
    )


def test_action_installs_what_a_check_needs() -> None:
    """All that pyproject.toml requires except CDKTF, its provider packages, Node and what asks the user."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    (line,) = (line for line in _steps()[0]["run"].splitlines() if "pydantic" in line)
    named = shlex.split(line)[5:]

    assert [need for need in wanted if not need.startswith(("cdktf", "nodejs", "questionary"))] == named
