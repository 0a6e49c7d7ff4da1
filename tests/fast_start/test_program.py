"""What a program does to its own process: imports without garbage collection, and a fast exit."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

import fast_start
from fast_start.program import quick_imports
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """Restore the garbage collector."""
    yield
    gc.unfreeze()
    gc.enable()


def test_no_garbage_is_collected_in_the_block() -> None:
    """Afterwards it is, also if an import fails."""

    def fail() -> None:
        assert not gc.isenabled()
        raise ImportError("no such module")

    with pytest.raises(ImportError, match="no such module"), quick_imports():
        fail()

    assert gc.isenabled()


def test_collector_that_was_off_stays_off() -> None:
    """A nested block changes nothing; nor does one in a program that has turned the collector off."""
    gc.disable()

    with quick_imports():
        pass

    assert not gc.isenabled()


def test_variable_keeps_the_collector_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """``JUPYTERHUB_ON_EKS_WITHOUT=gc``."""
    monkeypatch.setenv(fast_start.WITHOUT_VARIABLE, "gc")

    with quick_imports():
        assert gc.isenabled()


@pytest.mark.parametrize("without", ["", "exit"])
def test_exit_runs_what_was_registered(without: str) -> None:
    """Exit status, unflushed output and functions registered at exit are handled as usual."""
    program = """
import atexit, fast_start, sys
atexit.register(print, "at exit")
sys.stdout.write("printed\\n")
fast_start.end(3)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), fast_start.WITHOUT_VARIABLE: without}

    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)

    assert (3, "printed\nat exit\n", "") == (run.returncode, run.stdout, run.stderr)
