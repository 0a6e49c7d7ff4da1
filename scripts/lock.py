"""``make lock``: lock anew what Pipfile and package.json allow, and the files of each tool, with the project's own pipenv and npm."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts import project
from scripts.bootstrap import set_up
from scripts.console import Trouble, report, step
from scripts.environments import base_python, installer_environment, node_environment
from scripts.installation import LOG, tool_step
from scripts.processes import run_logged


def main() -> int:
    """Write all lock files; returns the exit status."""
    try:
        set_up([tool_step("pipenv")])
        with step("Pipfile.lock"):
            pipenv: list[str | Path] = [project.TOOLS / "pipenv/bin/python", "-m", "pipenv", "lock", "--dev", "--python", base_python()]
            run_logged(pipenv, task="Locking the Python packages", env=installer_environment(), log=LOG)
        with step("package-lock.json"):
            npm = project.npm("install", "--package-lock-only", "--ignore-scripts")
            run_logged(npm, task="Locking the Node packages", env=node_environment(), log=LOG)
        with step("tools/*/requirements.txt"):
            tools: list[str | Path] = [project.TOOLS / "pipenv/bin/python", "-m", "scripts.tool_locks"]
            run_logged(tools, task="Locking the tools", env=installer_environment(), log=LOG)
    except Trouble as trouble:
        return report(trouble)
    print("Locked. The next run of make sets up what changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
