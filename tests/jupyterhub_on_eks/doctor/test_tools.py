"""Programs on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.doctor import tools
from tests.jupyterhub_on_eks.cloud.answers import EBS, EFS, hub, site
from tests.jupyterhub_on_eks.doctor.looking import one

KEPT = hub(efs_config={"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"})


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with only what a test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TERRAFORM_BINARY_NAME", raising=False)
    return tmp_path


def _program(folder: Path, name: str, version: str | None = None) -> None:
    called = "OpenTofu" if name == "tofu" else "Terraform"
    script = f"""case "$*" in *-json*) echo '{{"terraform_version": "{version}"}}';; *) echo "{called} v{version}";; esac"""
    (folder / name).write_text(f"#!/bin/sh\n{script if version else 'exit 1'}\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("name", "version", "keys", "level", "message"),
    [
        ("terraform", "1.11.4", {}, "ok", "Terraform 1.11.4"),
        ("tofu", "1.12.0", {}, "ok", "OpenTofu 1.12.0"),
        ("terraform", "1.9.0", {}, "failure", "Terraform 1.9.0 is older than 1.11"),
        ("terraform", "1.11.4", {"terraform_version": "1.16"}, "failure", "older than 1.16"),
        ("terraform", "1.16.0-alpha1", {"terraform_version": "1.16"}, "ok", "Terraform 1.16.0"),
        ("terraform", "1.16.0", {"opentofu_version": "1.12"}, "failure", "the hub file is for the other of the two"),
        ("terraform", None, {}, "not-checked", "does not print its version"),
        ("other", "1", {}, "failure", "neither terraform nor tofu is on PATH. Install one: https://"),
    ],
)
def test_terraform(*, name: str, version: str | None, keys: Any, level: str, message: str, programs: Path) -> None:
    """Installed, and new enough for the hub file."""
    _program(programs, name, version)
    found = one(tools.terraform, site(EBS, **keys))

    assert level == found[0]
    assert message in found[1]


def test_a_configured_program(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the other verbs use it."""
    _program(programs, "terraform", "1.11.4")
    monkeypatch.setenv("TERRAFORM_BINARY_NAME", "tf")

    assert "TERRAFORM_BINARY_NAME is tf, which is not on PATH" in one(tools.terraform, site(EBS))[1]


@pytest.mark.parametrize(
    ("version", "keys", "level", "message"),
    [
        ("1.16.0", {"terraform_version": "1.16"}, "ok", "destroy keeps the file system"),
        ("1.16.2", {}, "warning", 'set terraform_version: "1.16"'),
        ("1.11.4", {}, "warning", "destroy is refused until `forget` has run"),
    ],
)
def test_retain(*, version: str, keys: Any, level: str, message: str, programs: Path) -> None:
    """The effect of RETAIN with this Terraform."""
    _program(programs, "terraform", version)
    _, found = tools.terraform(site(EFS, KEPT, **keys))

    assert level == found.level
    assert message in found.line


def test_programs(programs: Path) -> None:
    """The AWS CLI logs in to the cluster, unless a token does, and takes the final backup."""
    token = {"name": "c", "region": "us-west-2", "authentication": "token"}
    snapshot = hub(efs_config={"pvc_name": "home", "capacity": "1Gi", "removal_policy": "SNAPSHOT"})

    assert "aws is not on PATH; cluster.authentication: exec" in one(tools.programs, site(EBS))[1]
    assert "final backup" in one(tools.programs, site(EFS, snapshot, cluster=token))[1]
    assert [] == list(tools.programs(site(EBS, cluster=token)))
    _program(programs, "aws")
    assert "ok" == one(tools.programs, site(EBS))[0]
