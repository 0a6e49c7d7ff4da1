"""One set-up at a time in one folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path, on_wait: Callable[[], None]) -> Iterator[int]:
    """Hold the lock on a file, waiting for whoever holds it.

    The system gives the lock back when the last process that holds the descriptor ends, however it ends: nothing is left to clean up.

    Args:
        path: the file; made where it is missing, never removed.
        on_wait: called once before waiting.

    Yields:
        The descriptor, to be handed to processes that must hold the lock as well.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)
