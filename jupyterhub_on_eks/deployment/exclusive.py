"""One run at a time in one output folder: each would remove the JSON of the other."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, waiting for whoever holds it. The system releases it when the process ends, however it ends.

    A folder that can't be made or written has no lock; the synthesis says what is wrong with it.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        file = (folder / ".lock").open("ab")
    except OSError:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                f"Another run works in {folder}; waiting for it. (CDKTF_OUTDIR=… gives a run its own folder.)", file=sys.stderr, flush=True
            )
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
