"""Virtual environments: one for each tool, made with what the system's Python has."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import ssl
import sys
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

from scripts import project
from scripts.console import Trouble
from scripts.processes import run_logged

#: pip for a Python that comes without it, as Debian's does until python3-venv is installed.
WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def base_python() -> str:
    """Find the Python that virtual environments are made from: never one that itself lies in a virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def make_environment(folder: Path, requirements: Path) -> None:
    """Make a virtual environment with the packages of a requirements file.

    Raises:
        Trouble: it could not be made.
    """
    python = folder / "bin/python"
    wheel = None if importlib.util.find_spec("ensurepip") else fetch_pip()
    venv: list[str | Path] = [base_python(), "-m", "venv", *(["--without-pip"] if wheel else []), folder]
    run_logged(venv, task=f"Making the virtual environment {folder.name}")
    if wheel:  # a zip file from which Python can run a package
        run_logged([python, wheel / "pip", "install", "--no-index", wheel], task="Installing pip")
    run_logged([python, "-m", "pip", "install", "--require-hashes", "--requirement", requirements], task=f"Installing {folder.name}")


def fetch_pip() -> Path:
    """Bring the pinned wheel of pip into ``.tools``, unless it is there; returns its path.

    The package index is that of ``PIP_INDEX_URL``, by default PyPI (source: PyPA's specification "Simple repository API").

    Raises:
        Trouble: the index cannot be reached, has no such file, or serves another one.
    """
    wheel = project.TOOLS / WHEEL
    if wheel.exists() and _is_pinned(wheel.read_bytes()):
        return wheel
    index = os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    try:
        with urlopen(f"{index.rstrip('/')}/pip/", timeout=30, context=trust) as page:  # noqa: S310 -- the hash is checked below
            link = re.search(rf'href="([^"#]*{re.escape(WHEEL)})', page.read().decode())
        if link is None:
            raise ValueError(f"it does not list {WHEEL}")  # noqa: TRY301 -- the same message as for the other reasons
        with urlopen(urljoin(page.url, link[1]), timeout=30, context=trust) as answer:  # noqa: S310 -- the hash is checked below
            content = answer.read()
        if not _is_pinned(content):
            raise ValueError(f"its {WHEEL} is not the file that this project pins (sha256 {SHA256})")  # noqa: TRY301 -- the same
    except (OSError, ValueError, HTTPException) as error:
        # The words of an HTTPException may repeat the address, and with it a password.
        reason = type(error).__name__ if isinstance(error, HTTPException) else getattr(error, "reason", error)
        raise Trouble(
            f"pip cannot be had from the package index: {reason}\n"
            "This Python comes without pip, so the first set-up fetches it. Install it (Debian: apt install python3-venv), or check the network,\n"
            "HTTPS_PROXY, PIP_CERT and PIP_INDEX_URL (here without a password), and run the command again."
        ) from None
    wheel.write_bytes(content)
    return wheel


def _is_pinned(content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == SHA256
