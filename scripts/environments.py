"""Virtual environments: one for each tool, made with what the system's Python has."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts import project
from scripts.console import Trouble
from scripts.processes import run_logged

#: Variables that would send an installer, or the Python it runs, somewhere else than into the environment at hand.
MISLEADING = (
    "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT", "PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__",
    "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_PYTHON", "PIP_NO_DEPS", "PIP_REQUIREMENT",
    "PIPENV_ACTIVE", "PIPENV_PIPFILE", "PIPENV_PYTHON", "PIPENV_CUSTOM_VENV_NAME", "PIPENV_VIRTUALENV", "WORKON_HOME",
    "NODE_OPTIONS", "NODE_PATH", "npm_config_prefix", "npm_config_global",
)  # fmt: skip


def base_python() -> str:
    """Find the Python that virtual environments are made from: never one that itself lies in a virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def package_index(environment: Mapping[str, str] = os.environ) -> str:
    """Find the address of the package index: ``PIP_INDEX_URL``, or what Pipfile.lock names."""
    locked = json.loads((project.ROOT / "Pipfile.lock").read_text())["_meta"]["sources"][0]["url"]
    return environment.get("PIP_INDEX_URL") or str(locked)


def installer_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Build the environment of an installer: the user's own settings of proxies, mirrors and caches, without what misleads.

    Args:
        environment: the one to start from. Default: this process's.
    """
    trusted = environment.get("PIP_CERT") or environment.get("SSL_CERT_FILE")
    kept = {name: value for name, value in environment.items() if name not in MISLEADING}
    defaults = {
        # Node trusts the certificates of the system, as Python does; without this only those that it was built with.
        "NODE_USE_SYSTEM_CA": "1",
        **({"NODE_EXTRA_CA_CERTS": trusted} if trusted else {}),
        # npm gives up on an unreachable registry after 20 s instead of 70.
        "npm_config_fetch_retry_factor": "3",
        "npm_config_fetch_retry_mintimeout": "1000",
    }
    settings = {
        "PIP_COMPILE": "0",  # most modules are never imported; see scripts/bytecode.py
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIPENV_IGNORE_VIRTUALENVS": "1",
        "PIPENV_NOSPIN": "1",
        "PIPENV_VENV_IN_PROJECT": "1",
        "PIPENV_YES": "1",
    }
    mirror = environment.get("PIPENV_PYPI_MIRROR") or environment.get("PIP_INDEX_URL")
    return defaults | kept | settings | ({"PIPENV_PYPI_MIRROR": mirror} if mirror else {})


def node_environment() -> dict[str, str]:
    """Build the environment of npm: as for the other installers, and with the project's Node before any other."""
    env = installer_environment()
    return env | {"PATH": os.pathsep.join([str(project.node_folder()), env.get("PATH", os.defpath)])}


def make_environment(folder: Path, *, log: Path, held: int | None = None) -> None:
    """Make a virtual environment with pip, of ensurepip's pip where this Python has it, else of the pinned wheel.

    Args:
        folder: where it is made; what is there is replaced.
        log: file for the installers' output.
        held: descriptor of the set-up's lock.

    Raises:
        Trouble: it could not be made.
    """
    if importlib.util.find_spec("venv") is None:
        raise Trouble(f"{base_python()} has no module venv. Install it (Debian: apt install python3-venv), then run the command again.")
    env = installer_environment()
    wheel = None if importlib.util.find_spec("ensurepip") else _pinned_pip()
    run_logged(
        [base_python(), "-m", "venv", "--clear", *(["--without-pip"] if wheel else []), folder],
        task=f"Making the virtual environment {folder.name}",
        env=env,
        log=log,
        held=held,
    )
    if wheel:
        run_logged(
            [folder / "bin" / "python", "-m", "pip", "install", "--no-index", wheel],
            task="Installing pip",
            env=env | {"PYTHONPATH": str(wheel)},  # a wheel is a zip file that Python can import from
            log=log,
            held=held,
        )


def _pinned_pip() -> Path:
    from scripts.pip_wheel import fetch_pip  # noqa: PLC0415 -- half of a second run's time would be this import

    return fetch_pip(project.TOOLS, package_index())
