"""What is installed, and how a later run knows that it is there: by a stamp, the last file that a step writes."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bootstrap import environments, paths
from bootstrap.installers import run


@dataclass(frozen=True)
class Step:
    """Something to install: done if the file ``stamp`` says what is ``wanted``, and the ``needed`` files exist."""

    title: str
    stamp: Path
    wanted: str
    needed: tuple[Path, ...]
    install: Callable[[], None]

    def is_done(self) -> bool:
        """Returns whether an earlier run completed the step."""
        try:
            return self.stamp.read_text() == self.wanted and all(file.exists() for file in self.needed)
        except OSError:
            return False

    def run(self) -> None:
        """Do the step, then stamp it."""
        self.stamp.unlink(missing_ok=True)
        self.install()
        self.stamp.write_text(self.wanted)


def project() -> list[Step]:
    """List what ``make synth`` requires: the Python packages with the commands, and the CDKTF command line."""
    modules, lock = paths.NODE_MODULES, paths.ROOT / "package-lock.json"
    command = modules / ".bin/cdktf"

    def install() -> None:
        run(*paths.npm("ci", "--ignore-scripts"), task="Installing the CDKTF command line")
        _link(command)  # npm's own would take any Node, and no pipenv

    node = Step("the CDKTF command line", modules / ".setup", digest(lock), (command,), install)
    return [_python_packages("default", paths.VENV / "bin/cdktf", paths.VENV / "bin/jupyterhub-on-eks"), node]


def dev() -> list[Step]:
    """List what the tests require: the project, and the dev packages on top."""
    return [*project(), _python_packages("develop")]


def _python_packages(section: str, *commands: Path) -> Step:
    """Describe the installation of a section of Pipfile.lock into ``.venv``."""
    venv, packages = paths.VENV, environments.requirements(paths.ROOT / "Pipfile.lock", section)

    def install() -> None:
        if section == "default":
            discard(venv)
            environments.make_environment(venv)
        (venv / section).write_text(packages)
        environments.install(venv, venv / section)
        for command in commands:
            _link(command)

    wanted = f"{key(venv)}{hashlib.sha256(packages.encode()).hexdigest()}\n"
    return Step(f"the Python packages ({section})", venv / f".setup-{section}", wanted, (venv / "bin/python", *commands), install)


def discard(folder: Path) -> None:
    """Remove a folder or file; of a symbolic link only the link, never what it points to."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _link(command: Path) -> None:
    """Make a command, which is found from where the link is."""
    discard(command)
    command.symlink_to(Path("../../scripts", command.name))


def digest(path: Path) -> str:
    """Returns what a stamp says of a lock file."""
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def key(folder: Path) -> str:
    """Returns what an environment depends on: Python's version, and the folder, whose path its scripts contain."""
    return f"python {sys.version_info.major}.{sys.version_info.minor}\nfolder {folder.resolve()}\n"
