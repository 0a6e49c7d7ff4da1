"""What is installed, in which order, and how a later run knows that it is there.

Each step fills a folder and leaves a stamp in it, as its last act. A stamp that says something else than it should, or is missing
because the step was interrupted, makes the step run again; one that fits costs a file's reading, and no network.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts import project
from scripts.console import Trouble, step
from scripts.environments import base_python, make_environment
from scripts.processes import run_logged


@dataclass(frozen=True)
class Step:
    """One folder to fill.

    Args:
        title: what the progress line says.
        folder: what is made; what is there is removed before.
        wanted: what its stamp must say.
        needed: files without which the stamp counts for nothing.
        install: fills the folder.
    """

    title: str
    folder: Path
    wanted: str
    needed: Sequence[Path]
    install: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """The file that says what was installed."""
        return self.folder / ".set-up"

    def is_done(self) -> bool:
        """Tell whether the step was completed by an earlier run."""
        try:
            return self.stamp.read_text() == self.wanted and all(file.exists() for file in self.needed)
        except OSError:
            return False

    def run(self) -> None:
        """Do it, with a progress line, and stamp it."""
        with step(self.title):
            self.fill()

    def fill(self) -> None:
        """Do it from its beginning, and stamp it."""
        discard(self.folder)
        self.install()
        self.stamp.write_text(self.wanted)


def project_steps() -> Sequence[Step]:
    """List what ``make synth`` and ``make test`` need, in the order of installation."""
    venv, modules = project.VENV, project.NODE_MODULES
    python_key, node_key = _key(venv, project.ROOT / "Pipfile.lock"), _digest(project.ROOT / "package-lock.json")
    title = "Python packages, and Node with them (1 GB, a minute or two)"
    return (
        Step(title, venv, python_key, (venv / "bin/python", project.CDKTF, project.COMMAND_LINE), _python_packages),
        Step("CDKTF command line", modules, node_key, (modules / "cdktf-cli/bundle/bin/cdktf",), _node_packages),
    )


def tool_step(name: str) -> Step:
    """Describe the installation of a tool that has an environment of its own, ``.tools/NAME``, from ``tools/NAME/requirements.txt``.

    Where ``tools/NAME`` has a ``package-lock.json`` too, npm installs what that names beside it, for the project's own Node.

    Raises:
        Trouble: there is no such tool.
    """
    requirements = project.ROOT / "tools" / name / "requirements.txt"
    if not requirements.is_file():
        known = ", ".join(sorted(path.parent.name for path in project.ROOT.glob("tools/*/requirements.txt")))
        raise Trouble(f"There is no tool {name!r}: set-up knows {known}.", status=2)
    folder = project.TOOLS / name
    packages = requirements.with_name("package-lock.json")

    def install() -> None:
        make_environment(folder, requirements)
        if packages.is_file():
            for file in (packages, packages.with_name("package.json")):
                shutil.copy(file, folder)
            run_logged(project.npm("ci", "--ignore-scripts", "--prefix", str(folder)), task=f"Installing the Node packages of {name}")

    wanted = _key(folder, requirements) + (_digest(packages) if packages.is_file() else "")
    return Step(f"tool {name}", folder, wanted, (folder / "bin/python",), install)


def _digest(path: Path) -> str:
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def _key(folder: Path, source: Path) -> str:
    """Say what an environment depends on: Python's version, the folder (scripts in it hold its path), and the list of packages."""
    return f"python {sys.version_info.major}.{sys.version_info.minor}\nfolder {folder.resolve()}\n{_digest(source)}"


def _python_packages() -> None:
    """Make ``.venv`` by pipenv, and in it links to the commands ``cdktf`` and ``jupyterhub-on-eks``, which locate everything from the link."""
    pipenv = tool_step("pipenv")
    if not pipenv.is_done():
        pipenv.fill()
    command: list[str | Path] = [pipenv.folder / "bin/python", "-m", "pipenv", "sync", "--dev", "--python", base_python()]
    run_logged(command, task="Installing the Python packages")
    for link in (project.CDKTF, project.COMMAND_LINE):
        link.symlink_to(Path("../../scripts", link.name))


def _node_packages() -> None:
    """Fill ``node_modules`` by npm, without running any package's install script: the CDKTF command line needs none."""
    run_logged(project.npm("ci", "--ignore-scripts"), task="Installing the CDKTF command line")


def discard(folder: Path) -> None:
    """Remove a folder or file; of a symbolic link only the link, never what it points to."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
