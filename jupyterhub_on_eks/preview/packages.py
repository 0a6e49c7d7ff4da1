"""The JupyterHub that runs, and its Python: the pinned packages of a release series of the chart, and a Python that supports them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from constructs_lib.models.chart_version import PREVIEW_PACKAGES, ChartVersion, NoEntryError
from jupyterhub_on_eks.preview import PreviewError

#: The oldest Python for which all release series have packages; it is also the oldest that this project supports.
_OLDEST = 11


@dataclass(frozen=True)
class Packages:
    """The packages of a release series of the chart.

    Args:
        name: name of the list of packages.
        newest: the newest Python 3 with wheels of all packages.
    """

    name: str
    newest: int

    @cached_property
    def requirements(self) -> str:
        """The packages, with their hashes."""
        return files("jupyterhub_on_eks.preview").joinpath(f"requirements/{self.name}.txt").read_text(encoding="utf-8")

    def version(self, package: str) -> str:
        """Return a package's version."""
        found = re.search(rf"^{re.escape(package)}==(\S+)", self.requirements, re.MULTILINE)
        return found[1] if found else ""

    @property
    def servers(self) -> Packages:
        """The packages of the users' servers."""
        return Packages(self.name.replace("login", "server"), self.newest)

    @property
    def title(self) -> str:
        """The name and version of the main package."""
        server = self.version("jupyterlab")
        return f"JupyterLab {server}" if server else f"JupyterHub {self.version('jupyterhub')}"

    @property
    def count(self) -> int:
        """The number of packages."""
        return len(re.findall(r"^[\w.-]+==", self.requirements, re.MULTILINE))


def packages_of(version: ChartVersion) -> Packages:
    """Return the packages of a chart version's release series.

    Raises:
        PreviewError: the release series has none.
    """
    try:
        return Packages(*version.newest(PREVIEW_PACKAGES))
    except NoEntryError:
        raise PreviewError(f"preview has no JupyterHub for chart {version.series}") from None


def python_for(packages: Packages, *, which: Callable[[str], str | None] = shutil.which) -> Path:
    """Return a Python that supports all packages: the one that runs this command, or one on PATH.

    Args:
        packages: the packages.
        which: finds a program on PATH.

    Raises:
        PreviewError: there is none.
    """
    if _OLDEST <= sys.version_info.minor <= packages.newest:
        return Path(getattr(sys, "_base_executable", None) or sys.executable)
    for minor in range(packages.newest, _OLDEST - 1, -1):
        found = which(f"python3.{minor}")
        if found and _runs(found, minor):
            return Path(found)
    raise PreviewError(
        f"JupyterHub {packages.version('jupyterhub')}, which the hub's chart runs, has no packages for Python 3.{sys.version_info.minor}; "
        f"install Python 3.{packages.newest} beside it, so that python3.{packages.newest} is on PATH"
    )


def _runs(python: str, minor: int) -> bool:
    """Return whether a Python has the version in its name; version managers also put versions on PATH that aren't installed."""
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30).stdout.split() == ["3", str(minor)]
    except (OSError, subprocess.TimeoutExpired):
        return False
