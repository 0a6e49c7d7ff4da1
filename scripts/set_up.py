"""Install what the project needs: ``python3 -m scripts.set_up``, or with ``--tool NAME`` one of the tools in ``tools/``.

Nothing has to be there but Python and make: pipenv, the Python packages, Node and the CDKTF command line are brought into this folder,
pinned by Pipfile.lock, package-lock.json and tools/*/requirements.txt. A second run does nothing and needs no network.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence

from scripts import project
from scripts.console import run_command
from scripts.file_lock import exclusive
from scripts.installation import Step, project_steps, tool_step

_WAITING = "Another set-up is running in this folder; waiting for it to finish (Ctrl-C stops the waiting) ..."


def main() -> int:
    """Set up the project, or the tools that the command line names; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python3 -m scripts.set_up", description="Install what the project needs, or some of its tools.")
    parser.add_argument("--tool", metavar="NAME", action="append", help="a folder of tools/, installed into .tools/NAME; may be repeated")
    tools = parser.parse_args().tool
    set_up([tool_step(tool) for tool in tools] if tools else project_steps())
    return 0


def set_up(steps: Sequence[Step]) -> None:
    """Do the steps that are not done yet, alone in this folder.

    Raises:
        Trouble: one of them failed.
        OSError: the folder cannot be written to.
        KeyboardInterrupt: the process was asked to end.
    """
    if all(step.is_done() for step in steps):
        return
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)
    project.TOOLS.mkdir(exist_ok=True)
    with exclusive(project.TOOLS / "lock", waiting=_WAITING):
        missing = [step for step in steps if not step.is_done()]
        if not missing:
            return
        started = time.monotonic()
        project.LOG.write_bytes(b"")
        print("Setting up (only what is missing or has changed):", flush=True)
        for step in missing:
            step.run()
        print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)


if __name__ == "__main__":
    sys.exit(run_command(main))
