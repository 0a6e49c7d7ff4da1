"""How a program is measured: with all that it starts and waits for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.processes import FIGURES, Program, ProgramError, run


def _python(text: str, folder: Path) -> Program:
    return Program([sys.executable, "-c", text], folder, {"ADDED": "yes"})


def test_memory_is_that_of_the_largest_process(tmp_path: Path) -> None:
    """Also where it is one that the program started."""
    large = "memory = b'x' * 300_000_000"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}], check=True)"
    small, all_ = run(_python("", tmp_path)), run(_python(parent, tmp_path))

    assert list(FIGURES) == list(all_)
    assert 5 < small["memory"] < 300  # at least what this process has, from which it was forked
    assert 300 < all_["memory"] < 600


def test_sleep_is_no_work(tmp_path: Path) -> None:
    """Work is what the cores do, the time on the clock what one waits."""
    slept = run(_python("import time; time.sleep(0.5)", tmp_path))

    assert slept["work"] < 0.5 < slept["wall time"]


def test_programs_run_in_an_environment_like_each_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer set for other reasons changes nothing; a program's own variables reach it."""
    monkeypatch.setenv("NODE_OPTIONS", "--inspect")
    monkeypatch.setenv("KEPT", "yes")

    run(_python("import os; assert 'NODE_OPTIONS' not in os.environ and os.environ['KEPT'] == os.environ['ADDED']", tmp_path))


def test_a_failure_is_no_figure(tmp_path: Path) -> None:
    """The error holds the program's last words."""
    with pytest.raises(ProgramError, match=r"(?s)failed with status 3:\nout of order$"):
        run(_python("import sys; print('out of order', file=sys.stderr); sys.exit(3)", tmp_path))
