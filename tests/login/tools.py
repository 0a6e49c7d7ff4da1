"""The environments of the login tests, which ``make test-login`` installs into ``.tools``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: The chart release whose JupyterHub and OAuthenticator each environment has.
RELEASES = {"login-14": "1.2.0", "login-15": "2.0.0", "login-16": "3.3.8", "login-17": "4.4.0"}


def python_of(tool: str) -> Path:
    """Return the Python of an environment; skip the test if it isn't installed."""
    folder = ROOT / ".tools" / tool
    if not (folder / ".setup").is_file():
        pytest.skip(f"{tool} is not installed; run `make test-login` (its packages may be unavailable)")
    return folder / "bin" / "python"


def chromium() -> str:
    """Return the path of Chromium; skip the test if there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("Chromium is not installed; install it (Debian: apt install chromium), then run `make test-login`")
    return found
