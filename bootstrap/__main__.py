"""Installs what is missing: ``python3 -m bootstrap`` for ``make synth``, ``python3 -m bootstrap dev`` with the dev packages."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Sequence

from bootstrap import paths, steps

WAITING = "Another setup is running in this folder; waiting for it to finish (Ctrl-C to cancel) ..."


def complete(wanted: Sequence[steps.Step]) -> None:
    """Run the steps that are not done, while holding this folder's lock.

    Raises:
        SystemExit: a step failed, the folder isn't writable, or Ctrl-C; with the message.
    """
    if all(step.is_done() for step in wanted):
        return
    try:
        paths.TOOLS.mkdir(exist_ok=True)
        with (paths.TOOLS / "lock").open("ab") as lock:
            os.set_inheritable(lock.fileno(), True)  # noqa: FBT003  # the parameter has no name
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print(WAITING, flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
            for step in (step for step in wanted if not step.is_done()):
                started = time.monotonic()
                print(f"Installing {step.title} ...", end="", flush=True)
                step.run()
                print(f" {time.monotonic() - started:.0f} s", flush=True)
    except OSError as error:
        sys.exit(f"{error}\nFix this and run the command again.")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Run the command again; completed steps are skipped.")


if __name__ == "__main__":
    complete(steps.dev() if "dev" in sys.argv[1:] else steps.project())
