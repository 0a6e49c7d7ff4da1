"""``python -m jupyterhub_on_eks``, and the console script ``jupyterhub-on-eks``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from fast_start.short_program import run_to_end


def main() -> NoReturn:
    """Run the command line of this process, and end the process with its exit status."""
    run_to_end(_status)


def _status() -> int:
    for stream in (sys.stdout, sys.stderr):  # a message may contain characters that the locale can't show
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a replaced stream may lack it
    from jupyterhub_on_eks.cli.app import run  # noqa: PLC0415  # without garbage collection

    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader closed the pipe, as in `check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    return status


if __name__ == "__main__":
    main()
