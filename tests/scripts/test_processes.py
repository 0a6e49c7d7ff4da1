"""Installers run out of sight."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from scripts import project
from scripts.console import Trouble
from scripts.processes import MISLEADING, SHOWN, advice, installer_environment, run_logged


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "The package index's certificate is not trusted"),
        ("npm error code EINTEGRITY", "A package is not the one that the lock file names"),
        ("npm error code ECONNREFUSED", "The package index cannot be reached."),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "The package index cannot be reached."),
        ("ERROR: No matching distribution found for pydantic==2.14.3", "The package index does not have a package"),
        ("OSError: [Errno 28] No space left on device", "The lines above say why."),
        ("", "The lines above say why."),
    ],
)
def test_advice_fits_what_the_log_says(said: str, begins: str) -> None:
    """Every kind of failure whose own words don't say what to do has an answer."""
    assert advice(said).startswith(begins)


@pytest.fixture
def log(empty_project: Path) -> Path:
    """The log of a project, with something of an earlier step in it."""
    (empty_project / ".tools").mkdir()
    project.LOG.write_text("of an earlier step: ECONNREFUSED\n")
    return project.LOG


def test_a_failure_shows_the_last_lines_of_this_run_only(log: Path) -> None:
    """The message holds the installer's last words, what to do, and where the rest is."""
    program = f"for n in range({SHOWN + 5}): print('line', n)\nraise SystemExit(3)"

    with pytest.raises(Trouble) as caught:
        run_logged([sys.executable, "-c", program], task="Installing it")

    first, *shown, what, where = str(caught.value).splitlines()
    assert "Installing it failed:" == first
    assert shown == [f"    line {number}" for number in range(5, SHOWN + 5)]
    assert what.startswith("The lines above say why.")
    assert f"The whole log: {log}" == where


@pytest.mark.usefixtures("log")
def test_an_interrupted_installer_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """No installer outlives the set-up that was stopped, nor do those that it started itself."""
    alive = tmp_path / "alive"
    child = f"import pathlib, time\nwhile True: pathlib.Path({str(alive)!r}).touch(); time.sleep(0.05)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    def interrupt() -> None:
        while not alive.exists():
            time.sleep(0.05)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        run_logged([sys.executable, "-c", parent], task="Installing it")

    alive.unlink()
    time.sleep(0.3)
    assert not alive.exists()


@pytest.mark.parametrize("name", MISLEADING)
def test_what_would_install_elsewhere_is_left_out(name: str) -> None:
    """An outer virtual environment, or pip's own choice of a place, never decides where things go."""
    assert name not in installer_environment({name: "elsewhere", "HTTPS_PROXY": "kept"})


def test_the_users_settings_are_kept() -> None:
    """Proxies, caches and what the user says about Node reach the installers."""
    given = {"HTTPS_PROXY": "http://proxy.example.org", "PIP_CACHE_DIR": "/cache", "NODE_USE_SYSTEM_CA": "0"}

    assert given.items() <= installer_environment(given).items()


def test_pips_mirror_serves_pipenv_too() -> None:
    """Who names a mirror to pip need not name it to pipenv; who does, is heard."""
    assert "a" == installer_environment({"PIP_INDEX_URL": "a"})["PIPENV_PYPI_MIRROR"]
    assert "b" == installer_environment({"PIP_INDEX_URL": "a", "PIPENV_PYPI_MIRROR": "b"})["PIPENV_PYPI_MIRROR"]
    assert "PIPENV_PYPI_MIRROR" not in installer_environment({})


def test_pips_certificates_serve_node_too() -> None:
    """A proxy's certificate is trusted by npm where pip or Python were told of it."""
    assert "/a.pem" == installer_environment({"PIP_CERT": "/a.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "/c.pem" == installer_environment({"SSL_CERT_FILE": "/c.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "/b.pem" == installer_environment({"PIP_CERT": "/a.pem", "NODE_EXTRA_CA_CERTS": "/b.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "NODE_EXTRA_CA_CERTS" not in installer_environment({})
