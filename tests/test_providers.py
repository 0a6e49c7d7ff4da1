"""Search for Terraform's providers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.providers import HOST, Missing, mirrors, provider_folder


def test_a_configured_mirror_is_the_only_one() -> None:
    """TF_PROVIDER_MIRROR replaces the usual folders."""
    assert [Path("/mirror")] == list(mirrors({"TF_PROVIDER_MIRROR": "/mirror", "HOME": "/home/ada"}))


def test_the_newest_version_of_a_mirror_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions are compared as numbers."""
    monkeypatch.setenv("TF_PROVIDER_MIRROR", str(tmp_path))
    for version in ("5.9.0", "5.100.0"):
        binary = tmp_path / HOST / "hashicorp" / "aws" / version / "linux_amd64" / f"terraform-provider-aws_v{version}_x5"
        binary.parent.mkdir(parents=True)
        binary.touch()

    assert "5.100.0" == provider_folder("aws", "6.25.0").parent.name


def test_without_a_mirror_and_the_registry_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line states what was looked for, and how to set another folder."""
    monkeypatch.setenv("TF_PROVIDER_MIRROR", str(tmp_path))
    monkeypatch.setattr("tests.providers.FETCHED", tmp_path / "fetched")
    monkeypatch.setattr("tests.providers._registry_answers", lambda: False)

    with pytest.raises(Missing, match=r"^the Terraform provider aws is not in .*TF_PROVIDER_MIRROR names another.* cannot be reached$"):
        provider_folder("aws", "6.25.0")
