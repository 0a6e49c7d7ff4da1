"""One set-up at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from scripts.file_lock import exclusive


def test_a_free_lock_is_had_without_waiting(tmp_path: Path) -> None:
    """Nobody is told to wait when nobody else is there, the first time and afterwards."""
    waits: list[str] = []
    for _ in range(2):
        with exclusive(tmp_path / "lock", lambda: waits.append("wait")):
            pass

    assert [] == waits


def test_the_second_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    """The lock is had only after its holder has let go, and its wait is announced."""
    told, lock = tmp_path / "told", tmp_path / "lock"
    program = (
        "import pathlib, sys\nfrom scripts.file_lock import exclusive\n"
        "with exclusive(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).touch): print('in', flush=True)"
    )
    with exclusive(lock, lambda: None):
        second = subprocess.Popen([sys.executable, "-c", program, lock, told], stdout=subprocess.PIPE, text=True)
        while not told.exists():
            assert second.poll() is None
        assert second.poll() is None

    assert "in\n" == second.communicate(timeout=20)[0]


def test_a_process_that_inherits_the_lock_keeps_it(tmp_path: Path) -> None:
    """Whoever is killed outright leaves the lock to the installer that still works for it."""
    lock = tmp_path / "lock"
    with exclusive(lock, lambda: None) as held:
        heir = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(held,))
    waits: list[str] = []

    def end_heir() -> None:
        waits.append("wait")
        heir.communicate(b"\n", timeout=20)

    with exclusive(lock, end_heir):
        assert ["wait"] == waits
    assert os.access(lock, os.W_OK)
