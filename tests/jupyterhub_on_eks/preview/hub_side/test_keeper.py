"""What runs a user's server ends it, with all that it has started."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from jupyterhub_on_eks.preview.hub_side import keeper

#: A server that leaves a process in a session of its own, whose parent is gone; says its id when it is there.
_SERVER = """
import os, signal, subprocess, sys, time
HOW
if os.fork() == 0:
    os.setsid()
    print(subprocess.Popen(["sleep", "1000"], start_new_session=True).pid, flush=True)
    os._exit(0)
os.wait()
END
"""


@contextmanager
def _kept(how: str = "", end: str = "time.sleep(1000)") -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    program = _SERVER.replace("HOW", how).replace("END", end)
    command = [sys.executable, keeper.__file__, sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield process, int(process.stdout.readline())
        process.kill()


def _runs(pid: int) -> bool:
    with suppress(OSError):
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return False


@pytest.mark.parametrize("how", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"])
def test_ends_with_stdin(how: str) -> None:
    """The hub closes it or is gone; a server that doesn't end is ended."""
    with _kept(how) as (process, left):
        assert _runs(left)
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) != 0
        assert not _runs(left)


def test_ends_with_its_server() -> None:
    """The exit status is the server's."""
    with _kept(end="sys.exit(7)") as (process, left):
        assert 7 == process.wait(timeout=20)
        assert not _runs(left)


def test_runs_as_long_as_the_server() -> None:
    """What ends meanwhile is no matter."""
    with _kept() as (process, left):
        time.sleep(0.2)
        assert (None, True) == (process.poll(), _runs(left))
