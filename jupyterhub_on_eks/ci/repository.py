"""The Git repository that a pipeline is written into. GitHub and GitLab look for pipelines in its root."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus


@dataclass(frozen=True)
class Repository:
    """A repository, seen from a folder in it.

    Args:
        root: its root.
        working: the folder in which the tool runs; the root or a folder in it.
    """

    root: Path
    working: Path

    @property
    def folder(self) -> str:
        """The working folder, relative to the root. Empty: it is the root."""
        return "" if self.working == self.root else self.working.relative_to(self.root).as_posix()

    def inside(self, paths: Sequence[Path]) -> list[str]:
        """Return paths relative to the working folder.

        Raises:
            ToolError: a path is outside of the repository, so a runner doesn't have it.
        """
        for path in paths:
            if not Path(os.path.normpath(self.working / path)).is_relative_to(self.root):
                raise ToolError(f"{path} is outside of the repository {self.root}, so a runner doesn't have it.", ExitStatus.USAGE)
        return [Path(os.path.relpath(self.working / path, self.working)).as_posix() for path in paths]

    def shown(self, file: Path) -> Path:
        """Return a path below the root as it is from the working folder."""
        return Path(os.path.relpath(self.root / file, self.working))

    def from_root(self, path: Path | str) -> str:
        """Return a path of the working folder as it is from the root."""
        return Path(os.path.relpath(self.working / path, self.root)).as_posix()


def repository(working: Path) -> Repository:
    """Return the repository of a folder; outside of a repository, the folder counts as its root."""
    roots = (folder for folder in (working, *working.parents) if (folder / ".git").exists())  # a file in worktrees and submodules
    return Repository(next(roots, working), working)
