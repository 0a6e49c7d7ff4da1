"""A program that ends soon: without garbage collection, and with a quick exit. It needs nothing else of `fast_start`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import NoReturn


def run_to_end(program: Callable[[], int]) -> NoReturn:
    """Run a program without garbage collection, and end the process with the exit status that the program returns.

    The collector would cost a sixth of the time, although imported modules are used until the end. Freeing all modules would take
    about 20 ms more, so functions that are registered at exit are not called. An exception of the program ends the process as usual.

    Args:
        program: returns the exit status.
    """
    gc.disable()
    status = program()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
