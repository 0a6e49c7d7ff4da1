"""One process at a time in one folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path, *, waiting: str = "") -> Iterator[None]:
    """Hold the lock on a file, waiting for whoever holds it.

    Child processes that are started with ``close_fds=False`` hold it too. The system gives it back when the last of them ends,
    however it ends: nothing is left to clean up.

    Args:
        path: the file; made where it is missing, never removed.
        waiting: a line that is printed before waiting. Default: none.
    """
    with path.open("ab") as file:
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003 -- the parameter has no name
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(waiting, end="\n" if waiting else "", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
