"""``make lock``: update the locks of Pipfile, package.json and each tool, with the project's own pipenv and npm."""

from __future__ import annotations

import sys

from bootstrap import paths
from bootstrap.__main__ import complete
from bootstrap.environments import base_python
from bootstrap.installers import run
from scripts.console import run_command, step
from scripts.tools import tool


def main() -> int:
    """Write all lock files; returns the exit status."""
    complete([tool("pipenv")])
    pipenv = paths.TOOLS / "pipenv/bin/python"
    with step("Pipfile.lock"):
        run(pipenv, "-m", "pipenv", "lock", "--dev", "--python", base_python(), task="Locking the Python packages")
    with step("package-lock.json"):
        run(*paths.npm("install", "--package-lock-only", "--ignore-scripts"), task="Locking the Node packages")
    with step("tools/*/requirements.txt"):
        run(pipenv, "-m", "scripts.tool_locks", task="Locking the tools")
    print("Locked. The next run of make installs the changes.")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
