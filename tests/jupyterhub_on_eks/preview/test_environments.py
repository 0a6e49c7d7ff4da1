"""The packages of a chart version in the user's cache."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.preview import PreviewError
from jupyterhub_on_eks.preview.environments import environment_folder, installed_python
from jupyterhub_on_eks.preview.packages import Packages

_PACKAGES = Packages("login-17", 14)
Monkey = pytest.MonkeyPatch


class _Runs:
    """A stand-in for the installers."""

    def __init__(self, status: int = 0) -> None:
        self.commands: list[list[str]] = []
        self._status = status

    def __call__(self, command: list[Any], **_: Any) -> Any:
        """Create the files that they would create."""
        self.commands.append([str(part) for part in command])
        if "venv" in self.commands[-1]:
            python = Path(command[-1], "bin/python")
            python.parent.mkdir(parents=True)
            python.touch()
        return type("Run", (), {"returncode": self._status if "install" in self.commands[-1] else 0, "stdout": "No route to host"})()


def test_installed_once(tmp_path: Path, monkeypatch: Monkey) -> None:
    """The first run prints what it installs, with hashes; the second does nothing, and another Python has another folder."""
    runs, messages = _Runs(), list[str]()
    monkeypatch.setattr("subprocess.run", runs)
    first, second = (installed_python(_PACKAGES, Path(sys.executable), tmp_path, messages.append) for _ in range(2))

    assert first == second == environment_folder(_PACKAGES, Path(sys.executable), tmp_path) / "bin/python"
    assert ("Installing JupyterHub 5.5.0 into", "Installed in") == (messages[0][:32], messages[1][:12])
    assert 2 == len(runs.commands) == len(messages)
    assert "--require-hashes" in runs.commands[1]
    installed_python(_PACKAGES.servers, Path(sys.executable), tmp_path, messages.append)
    assert messages[2].startswith("Installing JupyterLab 4.")
    assert environment_folder(_PACKAGES, Path("/other"), tmp_path) != environment_folder(_PACKAGES, Path(sys.executable), tmp_path)


def test_an_interrupted_installation_is_repeated(tmp_path: Path, monkeypatch: Monkey) -> None:
    """The message states what to check, with the end of pip's output; the next run starts over."""
    monkeypatch.setattr("subprocess.run", _Runs(status=1))
    with pytest.raises(PreviewError, match=r"can't be installed. .*PIP_INDEX_URL(.|\n)*No route to host"):
        installed_python(_PACKAGES, Path(sys.executable), tmp_path, lambda _: None)

    monkeypatch.setattr("subprocess.run", _Runs())
    assert installed_python(_PACKAGES, Path(sys.executable), tmp_path, lambda _: None).exists()


def test_without_pip_and_uv(tmp_path: Path, monkeypatch: Monkey) -> None:
    """The environment then has its own pip, or the message states how to get one."""
    runs = _Runs()
    monkeypatch.setattr("subprocess.run", runs)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    python = installed_python(_PACKAGES, Path(sys.executable), tmp_path, lambda _: None)

    assert "--without-pip" not in runs.commands[0]
    assert [str(python), "-m", "pip"] == runs.commands[1][:3]

    def missing(*_: Any, **__: Any) -> Any:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("subprocess.run", missing)
    with pytest.raises(PreviewError, match="apt install python3-venv"):
        installed_python(Packages("login-16", 14), Path("/nowhere/python"), tmp_path, lambda _: None)
