"""The packages of a release series of the chart, installed once into the user's cache."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jupyterhub_on_eks.preview import PreviewError
from jupyterhub_on_eks.preview.packages import Packages

#: How many characters of pip's output are shown.
_SHOWN = 1500


def installed_python(packages: Packages, python: Path, cache: Path, tell: Callable[[str], None]) -> Path:
    """Return the Python of an environment with the packages; create the environment if it doesn't exist.

    Args:
        packages: the packages of a release series of the chart.
        python: creates the environment.
        cache: the folder that contains the environments.
        tell: reports what is being installed, and how long it took.

    Raises:
        PreviewError: the packages can't be installed.
    """
    folder = environment_folder(packages, python, cache)
    done = folder.with_suffix(".ready")
    with _locked(folder.with_suffix(".lock")):
        if not done.exists() or not (folder / "bin/python").exists():
            started = time.monotonic()
            tell(f"Installing {packages.title} into {cache}: {packages.count} packages, about a minute, only this once")
            shutil.rmtree(folder, ignore_errors=True)
            _install(packages, python, folder)
            done.touch()
            tell(f"Installed in {time.monotonic() - started:.0f} s")
    return folder / "bin/python"


def environment_folder(packages: Packages, python: Path, cache: Path) -> Path:
    """Return the folder of an environment. Each list of packages and each Python has a separate one."""
    digest = hashlib.sha256(f"{python}\n{packages.requirements}".encode()).hexdigest()[:12]
    return cache / f"{packages.name}-{digest}"


def _install(packages: Packages, python: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        requirements = Path(temporary, "requirements.txt")
        requirements.write_text(packages.requirements, encoding="utf-8")
        installer = _installer(folder / "bin/python")
        bare = [] if installer is None else ["--without-pip"]
        _run(
            [python, "-m", "venv", *bare, folder],
            "the environment can't be created",
            "Install Python's venv (Debian: apt install python3-venv)",
        )
        command = installer or [folder / "bin/python", "-m", "pip", "install", "--disable-pip-version-check"]
        _run(
            [*command, "--require-hashes", "--no-deps", "-r", requirements],
            "its packages can't be installed",
            "They are downloaded once from the package index; check the network, HTTPS_PROXY and PIP_INDEX_URL",
        )


def _installer(python: Path) -> Sequence[str | Path] | None:
    """Return the command that installs into an environment without pip: this Python's pip, or uv. None: there is neither."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", python, "install", "--disable-pip-version-check"]
    uv = shutil.which("uv")
    return [uv, "pip", "install", "--python", python] if uv else None


def _run(command: Sequence[str | Path], problem: str, advice: str) -> None:
    try:
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    except OSError as error:
        raise PreviewError(f"{problem}: {error.strerror or error}. {advice}") from None
    if run.returncode:
        raise PreviewError(f"{problem}. {advice}, and run the command again. The output ended with:\n{run.stdout.strip()[-_SHOWN:]}")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock, so that two previews don't install into the same folder. The system releases it when the process ends."""
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
