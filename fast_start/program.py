"""What a program that only synthesizes may do to its own process, and a library may not."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from fast_start.activation import activate
from fast_start.tricks import used


@contextmanager
def quick_imports() -> Iterator[None]:
    """Activate `fast_start`, and import what stands in the block without collecting garbage: what importing makes, stays."""
    paused = used("gc") and gc.isenabled()
    if paused:
        gc.disable()
    if used("plugins"):
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        activate()
        yield
    finally:
        if paused:
            if used("freeze"):
                gc.freeze()
            gc.enable()


def end(status: int) -> NoReturn:
    """End the process with the exit status, after what was registered to run at exit; freeing all modules would take 0.1 s."""
    if not used("exit"):
        sys.exit(status)
    atexit._run_exitfuncs()  # noqa: SLF001  # jsii's function is among them, which ends Node
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
