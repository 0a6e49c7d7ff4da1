"""The URL of the hub's database: the function alone, and in the real JupyterHub of each chart version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.storage.hub_database import hub_database_values
from constructs_lib.hub_side.database_url import set_database_url
from constructs_lib.models.secrets.reference import SecretEnvVar, SecretReference
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program
from tests.login.tools import RELEASES

_URL = "postgresql://hub:canary@db.example.org:5432/hub"


def _values() -> dict[str, Any]:
    reference = SecretReference(kubernetes_secret="hub-db")
    return hub_database_values(HubDatabaseConfig(url_secret=reference), secret=SecretEnvVar(reference, "JUPYTERHUB_DB_URL", "made", "url"))


def test_url_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Surrounding white space is ignored."""
    monkeypatch.setenv("JUPYTERHUB_DB_URL", f" {_URL}\n")
    c = Config()
    set_database_url(c)

    assert {"JupyterHub": {"db_url": _URL}} == c


@pytest.mark.parametrize("text", ["", " \n", "canary"])
def test_text_that_is_not_a_url_stops_the_hub(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """JupyterHub would treat it as a file; the message doesn't repeat the secret."""
    monkeypatch.setenv("JUPYTERHUB_DB_URL", text)
    c = Config()

    with pytest.raises(ValueError, match="empty or not a URL") as caught:
        set_database_url(c)
    assert "canary" not in str(caught.value)
    assert {} == c


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_jupyterhub_uses_the_url(tool: str, tmp_path: Path) -> None:
    """The hub's database is the one that the secret names."""
    done = run_program(tool, "configured_hub.py", _values(), tmp_path, env={"JUPYTERHUB_DB_URL": f"{_URL}\n"})

    assert done.returncode == 0, done.stderr
    assert _URL == json.loads(done.stdout)["database"]


@pytest.mark.login
def test_jupyterhub_does_not_start_without_a_url(tmp_path: Path) -> None:
    """A wrong Secret stops the hub, and the log doesn't repeat it."""
    done = run_program("login-17", "configured_hub.py", _values(), tmp_path, env={"JUPYTERHUB_DB_URL": "canary"})

    assert done.returncode != 0
    assert "ValueError: the database URL is empty" in done.stderr
    assert "canary" not in done.stdout + done.stderr


@pytest.mark.login
def test_jupyterhub_alone_would_start(tmp_path: Path) -> None:
    """The reason for the check: JupyterHub treats an empty URL as SQLite in memory."""
    values = {"hub": {"config": {"JupyterHub": {"db_url": ""}}}}
    done = run_program("login-17", "configured_hub.py", values, tmp_path, env={})

    assert "sqlite:///" == json.loads(done.stdout)["database"]
