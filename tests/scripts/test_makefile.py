"""The Makefile."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[2] / "Makefile"
TARGETS = re.findall(r"^([a-z][a-z-]*):", MAKEFILE.read_text(), re.MULTILINE)


def test_help_lists_every_target_with_a_description() -> None:
    """The list is generated from the targets, and help is what make does without arguments."""
    output = subprocess.run(["make", "--no-print-directory"], cwd=MAKEFILE.parent, capture_output=True, text=True, check=True).stdout

    lines = [line for line in output.splitlines() if line.startswith("  make ")]
    assert sorted(TARGETS) == sorted(line.split()[1] for line in lines)
    assert [] == [line for line in lines if len(line.split()) < 4]
    users, _, maintainers = output.partition("\nFor maintainers:\n")
    assert ["deploy", "destroy", "outputs"] == [
        name for name in ("deploy", "destroy", "outputs", "lint", "golden") if f"make {name} " in users
    ]
    assert "make lint " in maintainers


@pytest.mark.parametrize("variable", ["hubs", "stack", "args", "hub"])
def test_lower_case_variables_are_refused(variable: str) -> None:
    """Otherwise all hub files would be used, silently; a variable of the environment may belong to something else."""
    command = ["make", "--no-print-directory", "help"]
    run = subprocess.run([*command, f"{variable}=x"], cwd=MAKEFILE.parent, capture_output=True, text=True, check=False)

    assert 2 == run.returncode
    assert f"Variables have capital letters: write {variable.upper()}=x" in run.stderr
    assert 0 == subprocess.run(command, cwd=MAKEFILE.parent, env={**os.environ, variable: "x"}, capture_output=True, check=False).returncode


def test_user_verbs_run_the_tool() -> None:
    """One line each, with the variables as its options; messages name make targets."""
    variables = ["HUBS=a b", "STACK=x y", "HUB=h", "ARGS=--yes"]
    for verb, options in {"deploy": "--stack x --stack y --yes", "forget": "--stack x --stack y --hub h --yes", "synth": "--yes"}.items():
        run = subprocess.run(["make", "-n", verb, *variables], cwd=MAKEFILE.parent, capture_output=True, text=True, check=True)
        assert f"JUPYTERHUB_ON_EKS_CALLER=make .venv/bin/jupyterhub-on-eks {verb} {options}" in run.stdout


def test_no_target_is_a_file() -> None:
    """A folder with the name of a target does not stop it."""
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE.read_text(), re.MULTILINE)

    assert phony is not None
    assert sorted(TARGETS) == sorted(phony[1].split())
