"""The screens of docs/command-line.md match the command line's output, in a folder with the smallest hub file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from constructs_lib.errors import Kind
from jupyterhub_on_eks.cli.app import VERBS
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.screens import environment

PAGE = ROOT / "docs" / "command-line.md"
_SCREEN = re.compile(r"^(```console\n)(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Shown before each command's output; no command prints it.
_MARK = "=== next ==="


def _run(commands: list[str], folder: Path) -> list[str]:
    """Run commands in one shell; return the output of each."""
    command = folder / "bin" / "jupyterhub-on-eks"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m jupyterhub_on_eks \"$@\"\n", encoding="utf-8")
    command.chmod(0o755)
    (terraform := command.with_name("terraform")).write_text("#!/bin/sh\n")  # the next command depends on whether there is one
    terraform.chmod(0o755)
    shutil.copytree(ROOT / "hubs", folder / "user" / "hubs")
    script = "\n".join(f"echo '{_MARK}'; (exit $status)\n{line}\nstatus=$?" for line in commands)
    run = subprocess.run(
        ["sh", "-c", f"status=0\n{script}"],
        cwd=folder / "user",
        env=environment(PATH=os.pathsep.join([str(command.parent), os.environ["PATH"]])),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return run.stdout.split(f"{_MARK}\n")[1:]


def test_golden_screens(tmp_path: Path) -> None:
    """Each command, run in the order of the page, prints what is below it."""
    page = PAGE.read_text(encoding="utf-8")
    commands = [line.removeprefix("$ ") for screen in _SCREEN.findall(page) for line in screen[1].splitlines() if line.startswith("$ ")]
    printed = iter(_run(commands, tmp_path))

    def shown(screen: re.Match[str]) -> str:
        lines = (line for line in screen[2].splitlines(keepends=True) if line.startswith("$ "))
        return screen[1] + "".join(line + next(printed) for line in lines) + "```"

    real = _SCREEN.sub(shown, page)
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(real, encoding="utf-8")
    assert real == PAGE.read_text(encoding="utf-8"), "docs/command-line.md is out of date; run `make golden` and read the change"


def test_tables_are_complete() -> None:
    """Each verb, exit status and rule has its row."""
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?([\w-]+)`? \|", page, re.MULTILINE)

    assert set() == (
        {verb.__name__.replace("_", "-") for verb in VERBS} | {kind.value for kind in Kind} | {str(int(status)) for status in ExitStatus}
    ) - set(rows)
