"""Installation steps, each with a stamp, its last file, by which a later run recognizes it as done."""

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
    """An installation step: done if the file ``stamp`` contains ``wanted`` and the ``needed`` files exist."""

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
        """Run the step, then write its stamp."""
        self.stamp.unlink(missing_ok=True)
        self.install()
        self.stamp.write_text(self.wanted)


def project() -> list[Step]:
    """List what ``make synth`` requires: the Python packages with the commands, and the CDKTF command line."""
    modules, lock = paths.NODE_MODULES, paths.ROOT / "package-lock.json"
    command = modules / ".bin/cdktf"

    def install() -> None:
        run(*paths.npm("ci", "--ignore-scripts"), task="Installing the CDKTF command line")
        _link(command)  # npm's own link would use any Node, without pipenv

    node = Step("the CDKTF command line", modules / ".setup", digest(lock), (command,), install)
    return [_python_packages("default", paths.VENV / "bin/cdktf", paths.VENV / "bin/jupyterhub-on-eks"), node]


def dev() -> list[Step]:
    """List what the tests require: the project, and the dev packages on top."""
    return [*project(), _python_packages("develop")]


def _python_packages(section: str, *commands: Path) -> Step:
    """Return the step that installs a section of Pipfile.lock to ``.venv``."""
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
    """Remove a folder or file; of a symbolic link only the link, never its target."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _link(command: Path) -> None:
    """Create a command as a relative link."""
    discard(command)
    command.symlink_to(Path("../../scripts", command.name))


def digest(path: Path) -> str:
    """Returns the stamp's text for a lock file."""
    return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def key(folder: Path) -> str:
    """Returns what an environment depends on: Python's version, and the folder, because its scripts contain the path."""
    return f"python {sys.version_info.major}.{sys.version_info.minor}\nfolder {folder.resolve()}\n"
