"""The environment of installers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scripts.environments import MISLEADING, base_python, installer_environment, package_index


def test_the_index_is_the_users_or_the_lock_files(empty_project: Path) -> None:
    """PIP_INDEX_URL counts; without it, the address that Pipfile.lock names."""
    assert (empty_project / "Pipfile.lock").exists()
    assert "https://mirror.example.org/simple" == package_index({"PIP_INDEX_URL": "https://mirror.example.org/simple"})
    assert "https://index.example.org/simple" == package_index({})


@pytest.mark.parametrize("name", MISLEADING)
def test_what_would_install_elsewhere_is_left_out(name: str) -> None:
    """An outer virtual environment, or pip's own choice of a place, never decides where things go."""
    assert name not in installer_environment({name: "elsewhere", "HTTPS_PROXY": "kept"})


def test_the_users_settings_are_kept() -> None:
    """Proxies, caches and what the user says about Node reach the installers."""
    given = {
        "HTTPS_PROXY": "http://proxy.example.org",
        "PIP_CACHE_DIR": "/cache",
        "NODE_USE_SYSTEM_CA": "0",
        "npm_config_fetch_retry_factor": "9",
    }

    assert given.items() <= installer_environment(given).items()


def test_pips_mirror_serves_pipenv_too() -> None:
    """Who names a mirror to pip need not name it to pipenv; who does, is heard."""
    assert "a" == installer_environment({"PIP_INDEX_URL": "a"})["PIPENV_PYPI_MIRROR"]
    assert "b" == installer_environment({"PIP_INDEX_URL": "a", "PIPENV_PYPI_MIRROR": "b"})["PIPENV_PYPI_MIRROR"]
    assert "PIPENV_PYPI_MIRROR" not in installer_environment({})


def test_pips_certificates_serve_node_too() -> None:
    """A proxy's certificate is trusted by npm where pip or Python were told of it."""
    assert "/a.pem" == installer_environment({"PIP_CERT": "/a.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "/b.pem" == installer_environment({"PIP_CERT": "/a.pem", "NODE_EXTRA_CA_CERTS": "/b.pem"})["NODE_EXTRA_CA_CERTS"]


def test_environments_are_made_from_the_python_outside() -> None:
    """A virtual environment is never made from another one, which may be removed while this runs."""
    assert Path(base_python()).exists()
    assert (
        not os.path.realpath(Path(base_python()).parent).startswith(os.path.realpath(sys.prefix) + os.sep) or sys.prefix == sys.base_prefix
    )
