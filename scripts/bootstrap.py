"""The course of a set-up: look, wait for another one, install what is missing, say what happened."""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Sequence
from types import FrameType

from scripts import project
from scripts.console import Trouble, report
from scripts.file_lock import exclusive
from scripts.installation import LOG, Step, project_steps, tool_step


class Interrupted(Exception):  # noqa: N818 -- not an error: someone asked for it
    """The process was asked to end."""


def main(arguments: Sequence[str]) -> int:
    """Set up the project, or with ``--tool NAME`` one tool (more than one with more of them).

    Returns:
        The exit status: 0 when everything is installed.
    """
    parser = argparse.ArgumentParser(prog="python3 -m scripts.set_up", description="Install what the project needs, or one of its tools.")
    parser.add_argument("--tool", metavar="NAME", action="append", help="a folder of tools/, installed into .tools/NAME; may be repeated")
    tools = parser.parse_args(arguments).tool
    try:
        set_up([tool_step(tool) for tool in tools] if tools else project_steps())
    except Trouble as trouble:
        return report(trouble)
    except OSError as error:
        return report(Trouble(f"The set-up stopped: {error}\nMend that and run the command again; what was finished is not done twice."))
    except (Interrupted, KeyboardInterrupt):
        return report(Trouble("The set-up was interrupted. Run the command again; what was finished is not done twice.", status=130))
    return 0


def set_up(steps: Sequence[Step]) -> None:
    """Do the steps that are not done yet, alone in this folder.

    Raises:
        Trouble: one of them failed, or the folder cannot be written to.
        Interrupted: the process was asked to end.
    """
    if all(step.is_done() for step in steps):
        return
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    _check_writable()
    with exclusive(project.TOOLS / "lock", _say_wait) as held:
        if all(step.is_done() for step in steps):
            return
        started = time.monotonic()
        LOG.write_bytes(b"")
        print("Setting up (only what is missing or has changed):", flush=True)
        for step in steps:
            if not step.is_done():  # asked only now: one step may take away what a later one had made
                step.run(held)
        print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)


def _interrupt(_sign: int, _frame: FrameType | None) -> None:
    raise Interrupted


def _check_writable() -> None:
    """Find out by writing, which read-only file systems and foreign owners refuse alike."""
    try:
        project.TOOLS.mkdir(exist_ok=True)
        probe = project.TOOLS / f"probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Trouble(
            f"This folder cannot be written to ({error.strerror}): {project.ROOT}\n"
            "Set-up installs into the checkout. Copy it to a folder of your own, or run the command as its owner."
        ) from None


def _say_wait() -> None:
    print("Another set-up is running in this folder; waiting for it to finish (Ctrl-C stops the waiting) ...", flush=True)
