"""Which JupyterHub runs, and by which Python: a chart line's packages as they are pinned, and a Python that they are made for."""

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

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.preview import PreviewError

#: The oldest Python for which all lines have packages, which is the oldest of this project too.
_OLDEST = 11
#: The packages of each line's hub, by its first chart, and the newest Python 3 for which all of them exist as wheels, its servers' too.
_LINES = {"1.0.0": ("login-14", 12), "2.0.0": ("login-15", 12), "3.0.0": ("login-16", 14), "4.0.0": ("login-17", 14)}


@dataclass(frozen=True)
class Line:
    """A chart line's packages.

    Args:
        name: of their list.
        newest: the newest Python 3 that has them all.
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
    def servers(self) -> Line:
        """The packages of its users' servers."""
        return Line(self.name.replace("login", "server"), self.newest)

    @property
    def title(self) -> str:
        """What a person knows of the packages: what is installed."""
        server = self.version("jupyterlab")
        return f"JupyterLab {server}" if server else f"JupyterHub {self.version('jupyterhub')}"

    @property
    def packages(self) -> int:
        """How many packages there are."""
        return len(re.findall(r"^[\w.-]+==", self.requirements, re.MULTILINE))


def line_of(version: ChartVersion) -> Line:
    """Return the line of a chart version."""
    first = {oldest: oldest for oldest in _LINES}
    return Line(*_LINES[version.newest(first)])


def python_for(line: Line, *, which: Callable[[str], str | None] = shutil.which) -> Path:
    """Return a Python that has all packages of a line: the one that runs this, else one on PATH.

    Args:
        line: the chart line.
        which: finds a program on PATH.

    Raises:
        PreviewError: there is none.
    """
    if _OLDEST <= sys.version_info.minor <= line.newest:
        return Path(getattr(sys, "_base_executable", None) or sys.executable)
    for minor in range(line.newest, _OLDEST - 1, -1):
        found = which(f"python3.{minor}")
        if found and _runs(found, minor):
            return Path(found)
    raise PreviewError(
        f"JupyterHub {line.version('jupyterhub')}, which the hub's chart runs, has no packages for Python 3.{sys.version_info.minor}; "
        f"install Python 3.{line.newest} beside it, so that python3.{line.newest} is on PATH"
    )


def _runs(python: str, minor: int) -> bool:
    """Tell whether a Python is what its name says; version managers have names on PATH for what isn't installed."""
    command = [python, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30).stdout.split() == ["3", str(minor)]
    except (OSError, subprocess.TimeoutExpired):
        return False
