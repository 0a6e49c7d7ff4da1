"""jsii's packages are cached in HOME, or in another private folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from fast_start import node, package_cache
from fast_start.package_cache import ROOT, SWITCH, cache_variables, serves

DEFAULT = Path(*package_cache._BELOW_HOME, "package-cache")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty HOME, and a private folder for temporary files."""
    folder = tmp_path / "home"
    for path in (folder, tmp_path / "tmp"):
        path.mkdir(mode=0o700)
    for name in (SWITCH, ROOT, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    return folder


def elsewhere(home: Path) -> dict[str, str | None]:
    """The variables that move the cache to the folder for temporary files."""
    return {ROOT: str(home.parent / f"tmp/jupyterhub-on-eks-{os.getuid()}/package-cache")}


def test_home_is_used_by_default(home: Path) -> None:
    """Then jsii gets no setting, and each folder is private, whatever the umask."""
    before = os.umask(0)
    try:
        assert {} == cache_variables()
    finally:
        os.umask(before)
    assert {0o700} == {stat.S_IMODE((home / part).stat().st_mode) for part in [DEFAULT, *DEFAULT.parents][:-1]}


@pytest.mark.parametrize("mode", [0o775, 0o777, 0o770])
def test_home_that_others_can_write(home: Path, mode: int) -> None:
    """The cache is elsewhere, in a folder that is private; Node gets its path."""
    home.chmod(mode)

    assert elsewhere(home) == cache_variables()
    assert 0o700 == stat.S_IMODE(Path(str(cache_variables()[ROOT])).stat().st_mode)
    assert elsewhere(home).items() <= node.variables().items()


def test_cache_that_others_can_write(home: Path) -> None:
    """The cache's own folder is checked like HOME, sticky or not."""
    assert {} == cache_variables()
    (home / DEFAULT).chmod(0o1777)

    assert elsewhere(home) == cache_variables()


@pytest.mark.parametrize("owned", ["", str(DEFAULT)], ids=["HOME", "the cache"])
def test_home_of_another_owner(home: Path, owned: str) -> None:
    """As in container jobs, or after a run with sudo."""
    if os.getuid() != 0:
        pytest.skip("only root can give a folder to another user")
    assert {} == cache_variables()
    os.chown(home / owned, 1001, 1001)

    assert elsewhere(home) == cache_variables()


@pytest.mark.parametrize("missing", ["/proc/1/nohome", "/dev/null", "relative"])
def test_home_that_does_not_exist(home: Path, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that can't be created, one that is a file, one that is not a path."""
    monkeypatch.setenv("HOME", missing)

    assert elsewhere(home) == cache_variables()


def test_the_users_cache_folder_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME, before TMPDIR; a folder that others could have prepared is skipped."""
    home.chmod(0o775)
    xdg = home.parent / "xdg"
    xdg.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_CACHE_HOME", str(xdg))
    assert str(xdg / f"jupyterhub-on-eks-{os.getuid()}/package-cache") == cache_variables()[ROOT]

    (xdg / f"jupyterhub-on-eks-{os.getuid()}").chmod(0o777)

    assert elsewhere(home) == cache_variables()


def test_without_any_folder_there_is_no_cache(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A synth takes longer then, but works."""
    assert home.exists()
    monkeypatch.setattr(package_cache, "serves", lambda _folder: False)

    assert {SWITCH: "disabled"} == cache_variables()


@pytest.mark.parametrize("name", [SWITCH, ROOT])
def test_the_users_own_setting_counts(home: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever HOME is."""
    home.chmod(0o775)
    monkeypatch.setenv(name, "chosen")

    assert {} == cache_variables()


def test_sticky_parents_are_private(tmp_path: Path) -> None:
    """Like /tmp: nobody can replace another user's folder in it."""
    tmp_path.chmod(0o1777)

    assert serves(tmp_path / "mine")
