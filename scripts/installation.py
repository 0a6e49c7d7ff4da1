"""What is installed, in which order, and how a later run knows that it is there.

Each step leaves a stamp in what it made, as its last act. A stamp that says something else than it should, or is missing
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
from scripts.bytecode import compile_command
from scripts.console import Trouble, step
from scripts.environments import base_python, installer_environment, make_environment, node_environment
from scripts.processes import run_logged

LOG = project.TOOLS / "set-up.log"
STAMP = ".set-up"

#: Source of the command ``cdktf`` in the virtual environment. It locates everything relative to itself, so one text serves every checkout.
COMMAND = Path(__file__).with_name("cdktf")


@dataclass(frozen=True)
class Step:
    """One thing to install.

    Args:
        title: what the progress line says.
        stamp: the file that says what was installed.
        wanted: what it must say.
        needed: a file without which the stamp counts for nothing.
        install: does it; gets the descriptor of the set-up's lock.
    """

    title: str
    stamp: Path
    wanted: str
    needed: Path
    install: Callable[[int], None]

    def is_done(self) -> bool:
        """Tell whether the step was completed by an earlier run."""
        try:
            return self.stamp.read_text() == self.wanted and self.needed.exists()
        except OSError:
            return False

    def run(self, held: int) -> None:
        """Do it, with a progress line, and stamp it."""
        with step(self.title):
            self.install(held)
            self.stamp.write_text(self.wanted)


def project_steps() -> Sequence[Step]:
    """List what ``make synth`` and ``make test`` need, in the order of installation."""
    venv, modules = project.VENV, project.NODE_MODULES
    python_key = _key(venv, project.ROOT / "Pipfile.lock")
    node_key = _digest(project.ROOT / "package-lock.json")
    cli = modules / "cdktf-cli/bundle/bin/cdktf"
    return (
        Step(
            "Python packages, and Node with them (1 GB, a minute or two)", venv / STAMP, python_key, venv / "bin/python", _python_packages
        ),
        Step("CDKTF command line", modules / STAMP, node_key, cli, _node_packages),
        Step("command cdktf in .venv", project.CDKTF, COMMAND.read_text(), project.CDKTF, _command),
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

    def install(held: int) -> None:
        make_environment(folder, log=LOG, held=held)
        command: list[str | Path] = [folder / "bin/python", "-m", "pip", "install", "--require-hashes", "--requirement", requirements]
        run_logged(command, task=f"Installing {name}", env=installer_environment(), log=LOG, held=held)
        if packages.is_file():
            for file in (packages, packages.with_name("package.json")):
                shutil.copy(file, folder)
            npm = project.npm("ci", "--ignore-scripts", "--prefix", str(folder))
            run_logged(npm, task=f"Installing the Node packages of {name}", env=node_environment(), log=LOG, held=held)

    packages = requirements.with_name("package-lock.json")
    wanted = _key(folder, requirements) + (_digest(packages) if packages.is_file() else "")
    return Step(f"tool {name}", folder / STAMP, wanted, folder / "bin/python", install)


def _digest(path: Path) -> str:
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def _key(folder: Path, source: Path) -> str:
    """Say what an environment depends on: Python's version, the folder (scripts in it hold its path), and the list of packages."""
    return f"python {sys.version_info.major}.{sys.version_info.minor}\nfolder {folder.resolve()}\n{_digest(source)}"


def _python_packages(held: int) -> None:
    """Make ``.venv`` by pipenv; keep it where only the lock file changed, and build it anew where it moved or was left half made."""
    venv, stamp = project.VENV, project.VENV / STAMP
    pipenv = tool_step("pipenv")
    if not pipenv.is_done():
        pipenv.install(held)
        pipenv.stamp.write_text(pipenv.wanted)
    place = _key(venv, project.ROOT / "Pipfile.lock").splitlines()[:2]
    sound = stamp.is_file() and stamp.read_text().splitlines()[:2] == place and (venv / "bin/python").exists()
    if sound:
        stamp.unlink()
    else:
        discard(venv)
    command: list[str | Path] = [project.TOOLS / "pipenv/bin/python", "-m", "pipenv", "sync", "--dev", "--python", base_python()]
    run_logged(command, task="Installing the Python packages", env=installer_environment(), log=LOG, held=held)
    run_logged(compile_command(), task="Compiling the Python packages", env=installer_environment(), log=LOG, held=held)


def _node_packages(held: int) -> None:
    """Fill ``node_modules`` by npm, without running any package's install script: the CDKTF command line needs none."""
    if project.NODE_MODULES.is_symlink():
        discard(project.NODE_MODULES)
    task = "Installing the CDKTF command line"
    run_logged(project.npm("ci", "--ignore-scripts"), task=task, env=node_environment(), log=LOG, held=held)


def _command(_held: int) -> None:
    """Make an executable file; the stamp, which is the text of the command, fills it."""
    project.CDKTF.unlink(missing_ok=True)
    project.CDKTF.touch(mode=0o755)


def discard(folder: Path) -> None:
    """Remove a folder or file; of a symbolic link only the link, never what it points to."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
