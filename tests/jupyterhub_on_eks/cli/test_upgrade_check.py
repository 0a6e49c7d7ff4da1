"""The verb ``upgrade-check``."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from jupyterhub_on_eks.cli.upgrade_check import upgrade_check
from tests.jupyterhub_on_eks.cli.conftest import OPEN, Cli

Write = Callable[..., None]


def _hub(version: str) -> str:
    return f"{OPEN.replace('NAME', 'one')}      version: {version}\n"


@pytest.mark.parametrize(("version", "status"), [("4.4.0", 0), ("4.3.4", 0), ("3.3.8", 1)])
def test_status(cli: Cli, write: Write, version: str, status: int) -> None:
    """0 if only the version has to change, or nothing; 1 if the file has to change first."""
    write(hubs__a=_hub(version))
    found, out, err = cli("upgrade-check")

    assert (status, "") == (found, err)
    assert ("Change first:" in out) is bool(status)


def test_target(cli: Cli, write: Write) -> None:
    """Another version than the recommended; an invalid one is a wrong option."""
    write(a=_hub("2.0.0"))

    assert "chart 2.0.0 to 3.3.8" in cli("upgrade-check", "a.yaml", "--to", "3.3.8")[1]
    status, out, err = cli("upgrade-check", "a.yaml", "--to", "9.0.0")
    assert (2, "") == (status, out)
    assert "Error: --to: '9.0.0' is not supported" in err


def test_wrong_files(cli: Cli, write: Write) -> None:
    """Mistakes come first, as check reports them; a missing file is a wrong command."""
    write(a="{")

    assert (1, "") == cli("upgrade-check", "a.yaml")[:2]
    assert 2 == cli("upgrade-check", "absent.yaml")[0]


def test_older_target(cli: Cli, write: Write) -> None:
    """Downgrades are not supported."""
    write(a=_hub("4.4.0"))
    status, _, err = cli("upgrade-check", "a.yaml", "--to", "3.3.8")

    assert 1 == status
    assert "is newer than 3.3.8" in err


def test_json(cli: Cli, write: Write) -> None:
    """One document."""
    write(a=_hub("3.3.8"))

    assert ["3.3.8"] == [hub["from"] for hub in json.loads(cli("upgrade-check", "a.yaml", "--json")[1])["hubs"]]
    assert upgrade_check.__doc__
