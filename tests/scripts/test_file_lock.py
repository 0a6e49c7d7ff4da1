"""One process at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.file_lock import exclusive

#: Takes the lock, and says so.
SECOND = """
import pathlib, sys
from scripts.file_lock import exclusive
with exclusive(pathlib.Path(sys.argv[1]), waiting="waits"):
    print("in", flush=True)
"""


def test_a_free_lock_is_had_without_waiting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody is told to wait when nobody else is there, the first time and afterwards."""
    for _ in range(2):
        with exclusive(tmp_path / "lock", waiting="waits"):
            pass

    assert "" == capsys.readouterr().out


def test_the_second_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    """The lock is had only after its holder has let go, and its wait is announced."""
    with exclusive(tmp_path / "lock"):
        second = subprocess.Popen([sys.executable, "-c", SECOND, tmp_path / "lock"], stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert "waits\n" == second.stdout.readline()
        assert second.poll() is None

    assert "in\n" == second.communicate(timeout=20)[0]


def test_a_process_that_inherits_the_lock_keeps_it(tmp_path: Path) -> None:
    """Whoever is killed outright leaves the lock to the installer that still works for it."""
    lock = tmp_path / "lock"
    with exclusive(lock):
        heir = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    second = subprocess.Popen([sys.executable, "-c", SECOND, lock], stdout=subprocess.PIPE, text=True)
    assert second.stdout is not None
    assert "waits\n" == second.stdout.readline()

    heir.communicate(b"\n", timeout=20)

    assert "in\n" == second.communicate(timeout=20)[0]
