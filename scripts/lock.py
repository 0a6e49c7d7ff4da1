"""``make lock``: lock anew what Pipfile and package.json allow, and the files of each tool, with the project's own pipenv and npm."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts import project
from scripts.console import run_command, step
from scripts.environments import base_python
from scripts.installation import tool_step
from scripts.processes import run_logged
from scripts.set_up import set_up


def main() -> int:
    """Write all lock files; returns the exit status."""
    set_up([tool_step("pipenv")])
    with step("Pipfile.lock"):
        pipenv: list[str | Path] = [project.TOOLS / "pipenv/bin/python", "-m", "pipenv", "lock", "--dev", "--python", base_python()]
        run_logged(pipenv, task="Locking the Python packages")
    with step("package-lock.json"):
        run_logged(project.npm("install", "--package-lock-only", "--ignore-scripts"), task="Locking the Node packages")
    with step("tools/*/requirements.txt"):
        run_logged([project.TOOLS / "pipenv/bin/python", "-m", "scripts.tool_locks"], task="Locking the tools")
    print("Locked. The next run of make sets up what changed.")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
