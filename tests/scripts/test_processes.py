"""Installers run out of sight."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.console import Trouble
from scripts.processes import ADVICE, SHOWN, advice, end_group, run_logged


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "The package index's certificate is not trusted"),
        ("npm error code EINTEGRITY", "A package is not the one that the lock file names"),
        ("npm error code ECONNREFUSED", "The package index cannot be reached."),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "The package index cannot be reached."),
        ("ERROR: No matching distribution found for pydantic==2.14.3", "The package index does not have a package"),
        ("npm error code EACCES", "A folder cannot be written to"),
        ("Segmentation fault", "Run the command again;"),
    ],
)
def test_advice_fits_what_the_log_says(said: str, begins: str) -> None:
    """Every kind of failure that users meet has an answer of its own."""
    assert advice(said).startswith(begins)


def test_signs_are_in_small_letters() -> None:
    """The log is compared in small letters, so a capital in a sign would never be found."""
    assert [] == [sign for signs, _ in ADVICE for sign in signs if sign != sign.lower()]


def test_a_failure_shows_the_last_lines_of_this_run_only(tmp_path: Path) -> None:
    """The message holds the installer's last words, what to do, and where the rest stands."""
    log = tmp_path / "tools" / "log"
    log.parent.mkdir()
    log.write_text("of an earlier step: ECONNREFUSED\n")
    program = f"for n in range({SHOWN + 5}): print('line', n)\nraise SystemExit(3)"

    with pytest.raises(Trouble) as caught:
        run_logged([sys.executable, "-c", program], task="Installing it", env=os.environ, log=log)

    first, *shown, what, where = str(caught.value).splitlines()
    assert "Installing it failed:" == first
    assert shown == [f"    line {number}" for number in range(5, SHOWN + 5)]
    assert what.startswith("Run the command again;")
    assert f"The whole log: {log}" == where


def test_a_group_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """No installer outlives the set-up that was stopped, nor do those that it started itself."""
    alive = tmp_path / "alive"
    child = f"import pathlib, time\nwhile True: pathlib.Path({str(alive)!r}).touch(); time.sleep(0.05)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen([sys.executable, "-c", parent], start_new_session=True)
    while not alive.exists():
        time.sleep(0.05)

    end_group(process)

    time.sleep(0.2)
    alive.unlink()
    time.sleep(0.3)
    assert not alive.exists()
