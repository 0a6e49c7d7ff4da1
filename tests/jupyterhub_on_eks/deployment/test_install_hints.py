"""How to install OpenTofu or Terraform."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyterhub_on_eks.deployment.install_hints import install_hints


@pytest.mark.parametrize(
    ("release", "method", "terraform"),
    [
        ("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n", "deb", "noble main"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "deb", "$(lsb_release -cs) main"),
        ("ID=fedora\n", "rpm", "rpm.releases.hashicorp.com/fedora/"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "rpm", ""),
        ("ID=alpine\n", "apk", ""),
        ("ID=arch\n", "standalone", ""),
        ("", "standalone", ""),
    ],
)
def test_linux(release: str, method: str, terraform: str, tmp_path: Path) -> None:
    """By distribution, or the one that it resembles."""
    (tmp_path / "os-release").write_text(release)

    hints = install_hints("linux", tmp_path / "os-release")

    assert f"sh install-opentofu.sh --install-method {method}\n" in hints
    assert terraform in hints
    assert bool(terraform) == ("Terraform:  " in hints)
    assert "https://opentofu.org/docs/intro/install/" in hints


def test_other_systems(tmp_path: Path) -> None:
    """Homebrew on macOS; a Linux without a name."""
    assert "brew install opentofu" in install_hints("darwin", tmp_path / "none")
    assert "--install-method standalone" in install_hints("linux", tmp_path / "none")
