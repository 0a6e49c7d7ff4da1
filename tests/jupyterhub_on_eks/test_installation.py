"""Where the tool comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks import __version__
from jupyterhub_on_eks.installation import Installation, installation, released
from tests.conftest import ROOT

GIT = {"vcs": "git", "requested_revision": "main", "commit_id": "0123abc"}


def _installed(folder: Path, direct: dict[str, Any] | None, name: str = "jupyterhub-on-eks") -> Installation:
    """Return what is known of a copy that pip installed into a folder."""
    about = folder / f"{name.replace('-', '_')}-0.1.0.dist-info"
    about.mkdir()
    extra = "Provides-Extra: cluster\nRequires-Dist: typer>=1\nRequires-Dist: boto3<2,>=1.44.8; extra == 'cluster'\n"
    (about / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 0.1.0\n{extra}", encoding="utf-8")
    if direct is not None:
        (about / "direct_url.json").write_text(json.dumps(direct), encoding="utf-8")
    return installation(folder)


@pytest.mark.parametrize(
    ("direct", "requirement", "extra"),
    [
        (None, released(), "'jupyterhub-on-eks[cluster]'"),
        (
            {"url": "https://example.org/hubs.git", "vcs_info": GIT},
            "jupyterhub-on-eks @ git+https://example.org/hubs.git@0123abc",
            "'jupyterhub-on-eks[cluster] @ git+https://example.org/hubs.git@0123abc'",
        ),
        (
            {"url": "ssh://git@example.org/hubs.git", "vcs_info": GIT, "subdirectory": "tool"},
            "jupyterhub-on-eks @ git+ssh://git@example.org/hubs.git@0123abc#subdirectory=tool",
            "'jupyterhub-on-eks[cluster] @ git+ssh://git@example.org/hubs.git@0123abc#subdirectory=tool'",
        ),
        (
            {"url": "https://ada:canary@example.org/a.whl", "archive_info": {"hashes": {"sha256": "12"}}},
            "jupyterhub-on-eks @ https://example.org/a.whl",
            "'jupyterhub-on-eks[cluster] @ https://example.org/a.whl'",
        ),
    ],
    ids=["from an index", "from Git", "from a folder in Git", "from a URL with a password"],
)
def test_installed_from(direct: dict[str, Any] | None, requirement: str, extra: str, tmp_path: Path) -> None:
    """The same copy is installed elsewhere, at the same commit; no password is written."""
    found = _installed(tmp_path, direct)

    assert (requirement, None) == (found.requirement, found.path)
    assert f"pip install {extra}, or pipx install --force {extra}" == found.command("cluster")


@pytest.mark.parametrize("about", [{"dir_info": {}}, {"archive_info": {}}], ids=["folder", "wheel"])
def test_installed_from_this_machine(about: dict[str, Any], tmp_path: Path) -> None:
    """The path is known, but no other machine has it. If it no longer exists, the packages of the extra are named."""
    source = tmp_path / "my tool"
    source.mkdir()
    found = _installed(tmp_path, {"url": source.as_uri(), **about})

    assert (source, released()) == (found.path, found.requirement)
    assert f"pip install '{source}[cluster]', or pipx install --force '{source}[cluster]'" == found.command("cluster")

    source.rmdir()
    assert "pip install 'boto3<2,>=1.44.8', or pipx inject jupyterhub-on-eks 'boto3<2,>=1.44.8'" == found.command("cluster")


def test_checkout() -> None:
    """It runs in the folder that pip can install."""
    found = installation()

    assert (ROOT, released()) == (found.path, found.requirement)
    assert found.command("cluster").startswith(f"pip install '{ROOT}[cluster]'")


def test_the_other_engine(tmp_path: Path) -> None:
    """Its package has another name."""
    assert f"jupyterhub-on-eks-terrain=={__version__}" == _installed(tmp_path, None, "jupyterhub-on-eks-terrain").requirement


def test_without_metadata(tmp_path: Path) -> None:
    """A copied folder counts as a release."""
    assert released() == installation(tmp_path).requirement
