"""Virtual environments, created with the system's Python."""

from __future__ import annotations

import hashlib
import json
import os
import re
import ssl
import sys
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

from bootstrap import paths
from bootstrap.installers import run

#: pip for a Python without it, like Debian's until python3-venv is installed.
WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def base_python() -> str:
    """Returns the Python for new environments: never that of another environment, which may be removed."""
    return str(getattr(sys, "_base_executable", sys.executable))


def make_environment(folder: Path) -> None:
    """Create an empty virtual environment, with pip if Python includes it."""
    bare = [] if find_spec("ensurepip") else ["--without-pip"]
    run(base_python(), "-m", "venv", *bare, folder, task=f"Creating the virtual environment {folder.name}")


def install(folder: Path, requirements: Path) -> None:
    """Install the packages of a requirements file, which lists all of them with their hashes."""
    pip = ("-m", "pip") if find_spec("ensurepip") else (fetch_pip() / "pip",)  # Python can run a package from a zip file
    # Without bytecode: a synth imports twenty of the providers' 3,000 modules.
    options = ("--no-deps", "--no-compile", "--require-hashes", "--requirement", requirements)
    run(folder / "bin/python", *pip, "install", *options, task="Installing the Python packages")


def requirements(lock: Path, section: str) -> str:
    """Returns a section of Pipfile.lock in the format of pip's requirements files."""
    lines = []
    for name, package in json.loads(lock.read_text(encoding="utf-8"))[section].items():
        extras = f"[{','.join(package['extras'])}]" if "extras" in package else ""
        markers = f" ; {package['markers']}" if "markers" in package else ""
        lines.append(f"{name}{extras}{package['version']}{markers} {' '.join(f'--hash={each}' for each in package['hashes'])}\n")
    return "".join(lines)


def fetch_pip() -> Path:
    """Returns the path of the pinned wheel of pip, downloaded to ``.tools`` if it isn't there.

    The index is that of ``PIP_INDEX_URL``, by default PyPI (source: PyPA's specification "Simple repository API").

    Raises:
        SystemExit: the index can't be reached, or doesn't have that file.
    """
    wheel = paths.TOOLS / WHEEL
    if not wheel.exists():
        trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
        index = f"{(os.environ.get('PIP_INDEX_URL') or 'https://pypi.org/simple').rstrip('/')}/pip/"
        try:
            with urlopen(index, timeout=30, context=trust) as page:  # noqa: S310  # the hash is checked below
                link = re.search(rf'href="([^"#]*{re.escape(WHEEL)})', page.read().decode())
            with urlopen(urljoin(page.url, link[1] if link else WHEEL), timeout=30, context=trust) as answer:  # noqa: S310  # the same
                content = answer.read()
            if hashlib.sha256(content).hexdigest() != SHA256:
                raise ValueError(f"{WHEEL} has another hash than the one that this project pins")  # noqa: TRY301  # the same message as for the others
        except (OSError, ValueError, HTTPException) as error:
            # The text of an HTTPException may contain the URL, and with it a password.
            reason = type(error).__name__ if isinstance(error, HTTPException) else getattr(error, "reason", error)
            raise SystemExit(
                f"This Python has no pip, and it can't be downloaded from the package index: {reason}. Install it with apt install python3-venv."
            ) from None
        wheel.write_bytes(content)
    return wheel
