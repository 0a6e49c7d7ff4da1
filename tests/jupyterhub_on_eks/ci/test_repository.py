"""The repository of a pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.ci.repository import repository
from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_folder_in_a_repository(kind: str, tmp_path: Path) -> None:
    """Its root has ``.git``: a folder, or a file as in worktrees."""
    (tmp_path / "teaching/hubs").mkdir(parents=True)
    (tmp_path / ".git").mkdir() if kind == "folder" else (tmp_path / ".git").touch()
    found = repository(tmp_path / "teaching/hubs")

    assert ("teaching/hubs", tmp_path) == (found.folder, found.root)
    assert Path("../../.gitlab-ci.yml") == found.shown(Path(".gitlab-ci.yml"))
    assert ("teaching/hubs/a", "teaching/b") == (found.from_root("a"), found.from_root("../b"))
    assert "" == repository(tmp_path).folder


def test_no_repository(tmp_path: Path) -> None:
    """The folder counts as the root."""
    assert (tmp_path, "") == (repository(tmp_path).root, repository(tmp_path).folder)


def test_paths(tmp_path: Path) -> None:
    """Absolute ones become relative; a runner has nothing that is outside."""
    (tmp_path / "all/teaching").mkdir(parents=True)
    (tmp_path / "all/.git").mkdir()
    found = repository(tmp_path / "all/teaching")

    assert ["hubs", "hubs/a.yaml", "../b"] == found.inside([Path("hubs"), tmp_path / "all/teaching/hubs/a.yaml", Path("../b")])
    with pytest.raises(ToolError, match="outside of the repository") as error:
        found.inside([Path("../../hubs")])
    assert ExitStatus.USAGE == error.value.status
