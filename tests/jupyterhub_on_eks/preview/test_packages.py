"""The JupyterHub that runs, and its Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from constructs_lib.models import chart_version
from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.preview import PreviewError
from jupyterhub_on_eks.preview.packages import Packages, packages_of, python_for
from tests.conftest import ROOT
from tests.login.tools import RELEASES


@pytest.mark.parametrize(("tool", "release"), RELEASES.items())
def test_packages_of_a_chart_version(tool: str, release: str) -> None:
    """A chart version has the packages of the login tests for its release series, all with hashes."""
    packages = packages_of(ChartVersion.of(release))

    assert (tool, (ROOT / "tools" / tool / "requirements.txt").read_text(encoding="utf-8")) == (packages.name, packages.requirements)
    assert packages.count == packages.requirements.count(
        "\n" if packages.requirements.endswith("\n") else ""
    ) - packages.requirements.count("\n#") - (packages.requirements.startswith("#"))
    assert all(packages.version(package) for package in ("jupyterhub", "jupyterhub-kubespawner", "oauthenticator"))
    assert not packages.version("nothing")
    assert f"JupyterHub {packages.version('jupyterhub')}" == packages.title


@pytest.mark.parametrize(
    ("version", "tool"),
    [("2.0.0-beta.1", "login-15"), ("3.0.0-beta.1", "login-15"), ("3.0.0-beta.2", "login-16"), ("4.0.0-beta.1", "login-17")],
)
def test_packages_of_a_pre_release(version: str, tool: str) -> None:
    """A pre-release has the packages with its OAuthenticator, which decides who can log in."""
    assert tool == packages_of(ChartVersion.of(version)).name


def test_no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new release series doesn't run another's JupyterHub."""
    monkeypatch.setattr(chart_version, "SUPPORTED_MAJORS", (*chart_version.SUPPORTED_MAJORS, 5))

    with pytest.raises(PreviewError, match=r"^preview has no JupyterHub for chart 5\.x$"):
        packages_of(ChartVersion.of("5.0.0"))


@pytest.mark.parametrize(("tool", "release"), RELEASES.items())
def test_packages_of_users_servers(tool: str, release: str) -> None:
    """Servers have JupyterLab, the hub's version of JupyterHub, since another causes an error or a warning, and the same Python versions."""
    packages = packages_of(ChartVersion.of(release))
    servers = packages.servers

    assert (tool.replace("login", "server"), packages.newest) == (servers.name, servers.newest)
    assert (ROOT / "tools" / servers.name / "requirements.txt").read_text(encoding="utf-8") == servers.requirements
    assert packages.version("jupyterhub") == servers.version("jupyterhub")
    assert f"JupyterLab {servers.version('jupyterlab')}" == servers.title
    assert all(servers.version(package) for package in ("ipykernel", "jupyter-server", "jupyterlab"))


def test_this_python_if_it_is_compatible() -> None:
    """The Python that runs the command creates the environment, outside of its own virtual environment."""
    python = python_for(Packages("login-17", 99))

    assert python.exists()
    assert not (python.parent.parent / "pyvenv.cfg").exists()


def test_an_older_python_on_path(tmp_path: Path) -> None:
    """If this Python is too new, one on PATH is used whose version matches its name."""
    newest = tmp_path / "python3.12"
    newest.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    older = tmp_path / "python3.11"
    older.write_text("#!/bin/sh\necho 3 11\n", encoding="utf-8")
    for file in (newest, older):
        file.chmod(0o755)

    def too_new(name: str) -> str | None:
        found = tmp_path / name
        return str(found) if found.exists() else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "version_info", type("Version", (), {"minor": 15})())
        assert older == python_for(Packages("login-15", 12), which=too_new)
        with pytest.raises(PreviewError, match=r"JupyterHub 3\.0\.0, .* no packages for Python 3\.15; install Python 3\.12"):
            python_for(Packages("login-15", 12), which=lambda _: None)
