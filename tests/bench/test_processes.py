"""Measurement of a program, with all that it starts and waits for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.processes import FIGURES, Program, ProgramError, run


def _python(text: str, folder: Path) -> Program:
    return Program([sys.executable, "-c", text], folder, {"ADDED": "yes"})


def test_memory_is_that_of_the_largest_process(tmp_path: Path) -> None:
    """Also if the program started that process."""
    large = "memory = b'x' * 300_000_000"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}], check=True)"
    small, all_ = run(_python("", tmp_path)), run(_python(parent, tmp_path))

    assert list(FIGURES) == list(all_)
    assert 5 < small["memory"] < 300  # at least as much as this process, from which it was forked
    assert 300 < all_["memory"] < 600


def test_sleep_is_not_cpu_time(tmp_path: Path) -> None:
    """CPU time is what the cores do, wall time is what a person waits for."""
    slept = run(_python("import time; time.sleep(0.5)", tmp_path))

    assert slept["work"] < 0.5 < slept["wall time"]


def test_programs_run_in_the_same_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's other settings change nothing; a program's own variables reach it."""
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    monkeypatch.setenv("KEPT", "yes")

    run(_python("import os; assert 'NODE_OPTIONS' not in os.environ and os.environ['KEPT'] == os.environ['ADDED']", tmp_path))


def test_a_failure_is_not_measured(tmp_path: Path) -> None:
    """The error holds the program's last output."""
    with pytest.raises(ProgramError, match=r"(?s)failed with status 3:\nout of order$"):
        run(_python("import sys; print('out of order', file=sys.stderr); sys.exit(3)", tmp_path))
