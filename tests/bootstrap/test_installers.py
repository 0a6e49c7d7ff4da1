"""Installers run without output, and install only where the user may write."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bootstrap import paths
from bootstrap.installers import MISLEADING, SHOWN, environment, run


def test_a_failure_shows_the_last_lines(empty_project: Path) -> None:
    """The message has the installer's last lines, and where to find the log and help."""
    program = f"for n in range({SHOWN + 5}): print('line', n)\nraise SystemExit(3)"

    with pytest.raises(SystemExit) as caught:
        run(sys.executable, "-c", program, task="Installing it")

    _, first, *shown, more = str(caught.value).splitlines()
    assert "Installing it failed:" == first
    assert shown == [f"    line {number}" for number in range(5, SHOWN + 5)]
    assert more.endswith(f"docs/setup.md has help. Full output: {empty_project}/.tools/setup.log")


@pytest.mark.parametrize("name", MISLEADING)
def test_settings_that_install_elsewhere_are_dropped(name: str) -> None:
    """Pip's or npm's own target settings never decide where packages are installed; proxies, mirrors and caches reach the installers."""
    given = {"HTTPS_PROXY": "http://proxy.example.org", "PIP_CACHE_DIR": "/cache", "NODE_USE_SYSTEM_CA": "0"}
    found = environment({name: "elsewhere", **given})

    assert name not in found
    assert given.items() <= found.items()


def test_pips_certificates_serve_node_too() -> None:
    """Npm trusts a proxy's certificate that pip or Python were configured with."""
    assert "/a.pem" == environment({"PIP_CERT": "/a.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "/c.pem" == environment({"SSL_CERT_FILE": "/c.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "/b.pem" == environment({"PIP_CERT": "/a.pem", "NODE_EXTRA_CA_CERTS": "/b.pem"})["NODE_EXTRA_CA_CERTS"]
    assert "NODE_EXTRA_CA_CERTS" not in environment({})


def test_caches_are_in_home_or_in_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In .tools if HOME is not set; the user's own setting wins."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not {"XDG_CACHE_HOME", "npm_config_cache"} & environment({}).keys()
    monkeypatch.setenv("HOME", "/proc/1/nohome")

    assert str(paths.TOOLS / "cache") == environment({})["XDG_CACHE_HOME"]
    assert str(paths.TOOLS / "cache/npm") == environment({})["npm_config_cache"]
    assert "/mine" == environment({"npm_config_cache": "/mine"})["npm_config_cache"]
