"""Runs a user's server in a preview. When the hub stops the server or ends, it ends the server and all processes that the server has started.

Its arguments are the command. The hub holds the other end of its standard input. A server's kernels and terminals have separate sessions,
and the processes that they start may outlive them; on Linux this process adopts the orphans, so it finds them.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: Seconds until a server that doesn't exit is killed.
_FAREWELL = 3.0
#: An option of Linux's prctl. Source: prctl(2), PR_SET_CHILD_SUBREAPER.
_ADOPT_ORPHANS = 36


def keep(command: list[str]) -> int:
    """Run a command until it ends or this process's standard input closes; return its exit status.

    Args:
        command: the program and its arguments.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_end_with_stdin, args=[server], daemon=True).start()
    status = server.wait()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGKILL)
    _end_orphans()
    return status


def _end_with_stdin(server: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1024):  # sys.stdin has a lock, which Python acquires on exit
        pass
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=_FAREWELL)
    server.kill()


def _end_orphans() -> None:
    """End the processes that the server left. This process adopts the children of each that ends, until there are none."""
    while children := list(_children()):
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.01)


def _children() -> Iterator[int]:
    """Yield this process's children. Source: proc(5), the fourth field of ``stat``, after a name that may contain any character."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]) == os.getpid():
                yield int(stat.parent.name)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]) & 0xFF)
