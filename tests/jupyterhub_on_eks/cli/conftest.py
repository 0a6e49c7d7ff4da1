"""A user's folder, and the command line in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.app import run

RIGHT = """
cluster: {name: research-cluster, region: us-west-2}
add_ons:
  - ebs_csi_driver: {existing: true}
"""
OPEN = """
cluster: {name: research-cluster, region: us-west-2}
add_ons:
  - ebs_csi_driver: {existing: true}
  - jupyterhub:
      namespace: NAME
      service_type: cluster_ip
      ebs_config: {storage_class: gp3, capacity: 10Gi, removal_policy: RETAIN}
"""

#: Takes arguments; returns the exit status, standard output and standard error.
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, without the variables that change what is read or shown."""
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "HUBS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Callable[..., None]:
    """Write hub files, by their names without the suffix ``.yaml``."""

    def write(**texts: str) -> None:
        for name, text in texts.items():
            path = (folder / name.replace("__", "/")).with_suffix(".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"), encoding="utf-8")

    return write


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run the command line in the folder."""

    def command(*arguments: str) -> tuple[int, str, str]:
        assert folder.is_dir()
        capsys.readouterr()
        status = run(arguments)
        return status, *capsys.readouterr()

    return command
