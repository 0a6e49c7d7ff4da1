"""The folder of caches."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from jupyterhub_on_eks.cache import cache_folder
from jupyterhub_on_eks.errors import ToolError


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_in_the_users_cache_folder(tmp_path: Path) -> None:
    """That of the variable, else that of HOME; created, for the user alone."""
    by_variable = cache_folder("a", {"XDG_CACHE_HOME": str(tmp_path / "xdg"), "HOME": str(tmp_path)})
    by_home = cache_folder("a", {"HOME": str(tmp_path)})

    assert (tmp_path / "xdg/jupyterhub-on-eks/a", tmp_path / ".cache/jupyterhub-on-eks/a") == (by_variable, by_home)
    assert 0o700 == by_home.stat().st_mode & 0o777


def test_in_the_folder_for_temporary_files(tmp_path: Path, temporary: Path) -> None:
    """If that of the variable can't be created; for the user alone too."""
    (tmp_path / "file").touch()
    fallback = cache_folder("a", {"XDG_CACHE_HOME": str(tmp_path / "file")})

    assert temporary == fallback.parent.parent
    assert 0o700 == fallback.stat().st_mode & 0o777


def test_only_other_users_folders(tmp_path: Path, temporary: Path) -> None:
    """Their programs would run as the user."""
    (tmp_path / "xdg/jupyterhub-on-eks").mkdir(parents=True)
    (tmp_path / "xdg/jupyterhub-on-eks").chmod(0o777)
    temporary.rmdir()
    temporary.touch()

    with pytest.raises(ToolError, match="Set XDG_CACHE_HOME"):
        cache_folder("a", {"XDG_CACHE_HOME": str(tmp_path / "xdg")})


@pytest.mark.parametrize("mode", [0o775, 0o707], ids=["group", "everyone"])
def test_another_users_folder_is_not_used(mode: int, tmp_path: Path, temporary: Path) -> None:
    """Somebody else could put a program into it."""
    (tmp_path / ".cache/jupyterhub-on-eks").mkdir(parents=True)
    (tmp_path / ".cache/jupyterhub-on-eks").chmod(mode)

    assert cache_folder("a", {"HOME": str(tmp_path)}).is_relative_to(temporary)


@pytest.mark.parametrize("home", ["", "file"], ids=["none", "no folder"])
def test_no_home(home: str, tmp_path: Path, temporary: Path) -> None:
    """The folder for temporary files."""
    (tmp_path / "file").touch()

    assert cache_folder("a", {"HOME": home and str(tmp_path / home)}).is_relative_to(temporary)


def test_no_folder(temporary: Path) -> None:
    """With a message."""
    temporary.rmdir()
    temporary.touch()

    with pytest.raises(ToolError, match=r"^No cache folder can be written \(.*\)\. Set XDG_CACHE_HOME"):
        cache_folder("a", {"HOME": str(temporary)})
