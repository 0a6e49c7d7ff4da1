"""The official ways to install OpenTofu or Terraform on this system.

Source: OpenTofu, "Installing OpenTofu"; HashiCorp, "Install Terraform", "Official Packaging Guide".
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

_SCRIPT = (
    "curl -fsSL https://get.opentofu.org/install-opentofu.sh -o install-opentofu.sh && sh install-opentofu.sh --install-method {method}"
)
_PAGES = "OpenTofu: https://opentofu.org/docs/intro/install/, Terraform: https://developer.hashicorp.com/terraform/install"

#: Methods of OpenTofu's installer, by the names of distributions. Source: freedesktop.org, "os-release": ``ID``, ``ID_LIKE``.
_METHODS = {
    "debian": "deb",
    "ubuntu": "deb",
    "fedora": "rpm",
    "rhel": "rpm",
    "centos": "rpm",
    "amzn": "rpm",
    "suse": "rpm",
    "alpine": "apk",
}


def install_hints(platform: str = sys.platform, os_release: Path = Path("/etc/os-release")) -> str:
    """Return the ways to install one of the two.

    Args:
        platform: Python's name of the system.
        os_release: the file that names the distribution of a Linux.
    """
    if platform == "darwin":
        ways = ["OpenTofu:   brew install opentofu", "Terraform:  brew install hashicorp/tap/terraform"]
    else:
        ways = [f"OpenTofu:   {_SCRIPT.format(method=_method(_read(os_release)))}", *_terraform(_read(os_release))]
    return "\n".join([*(f"  {way}" for way in ways), f"All ways: {_PAGES}"])


def _method(release: Mapping[str, str]) -> str:
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((_METHODS[name] for name in names if name in _METHODS), "standalone")


def _terraform(release: Mapping[str, str]) -> list[str]:
    """Return HashiCorp's commands for apt and dnf; for other systems, its page has downloads."""
    if _method(release) == "deb":
        key, source = "/usr/share/keyrings/hashicorp-archive-keyring.gpg", "https://apt.releases.hashicorp.com"
        codename = release.get("VERSION_CODENAME", "$(lsb_release -cs)")
        return [
            f"Terraform:  wget -O- {source}/gpg | sudo gpg --dearmor -o {key}",
            f'            echo "deb [signed-by={key}] {source} {codename} main" | sudo tee /etc/apt/sources.list.d/hashicorp.list',
            "            sudo apt update && sudo apt install terraform",
        ]
    if release.get("ID") in ("fedora", "rhel", "centos"):
        system = "fedora" if release["ID"] == "fedora" else "RHEL"
        repository = f"https://rpm.releases.hashicorp.com/{system}/hashicorp.repo"
        return [f"Terraform:  sudo dnf config-manager --add-repo {repository} && sudo dnf install terraform"]
    return []


def _read(os_release: Path) -> dict[str, str]:
    try:
        lines = os_release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name: value.strip("\"'") for name, equals, value in (line.partition("=") for line in lines) if equals}
