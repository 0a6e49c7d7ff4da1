"""Process-wide settings: imports without garbage collection, and a quick exit."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from fast_start.activation import activate
from fast_start.engine import TwoEnginesError
from fast_start.tricks import used


@contextmanager
def quick_imports() -> Iterator[None]:
    """Activate `fast_start`, and run the imports of the block without garbage collection: imported objects are not freed anyway.

    After the outermost block, the garbage collector ignores the objects that exist by then (`gc.freeze`).

    Raises:
        SystemExit: both engines are installed; the message is printed without a traceback.
    """
    paused = used("gc") and gc.isenabled()
    if paused:
        gc.disable()
    try:
        try:
            activate()
        except TwoEnginesError as error:
            sys.exit(str(error))
        yield
    finally:
        if paused:
            if used("freeze"):
                gc.freeze()
            gc.enable()


def end(status: int) -> NoReturn:
    """End the process with the exit status, after the registered exit functions; freeing all modules takes about 20 ms."""
    if not used("exit"):
        sys.exit(status)
    atexit._run_exitfuncs()  # noqa: SLF001  # including jsii's function, which ends Node
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
