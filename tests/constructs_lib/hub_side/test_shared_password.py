"""The shared password: the function alone, and in the real JupyterHub of each chart version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.login.hub_config import login_values
from constructs_lib.hub_side.shared_password import set_shared_password
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.constructs_lib.hub_side.config import Config
from tests.login.programs import run_program
from tests.login.tools import RELEASES


def _values(version: str) -> dict[str, Any]:
    homes = {"storage_class": "gp3", "capacity": "1Gi"}
    hub = {"version": version, "ebs_config": homes, "shared_password": {"kubernetes_secret": "workshop"}, "service_type": "cluster_ip"}
    return login_values(JupyterHubAddOnProps.model_validate(hub))


def test_both_authenticators_get_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two hub.config selects checks it; surrounding white space is ignored."""
    monkeypatch.setenv("SHARED_PASSWORD", " canary-of-a-workshop\n")
    c = Config()
    set_shared_password(c)

    assert {
        "DummyAuthenticator": {"password": "canary-of-a-workshop"},
        "SharedPasswordAuthenticator": {"user_password": "canary-of-a-workshop"},
        "JupyterHub": {"authenticator_class": {}},
    } == c


def test_empty_password_stops_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """DummyAuthenticator treats an empty password as "any password"."""
    monkeypatch.setenv("SHARED_PASSWORD", " \n")
    c = Config()

    with pytest.raises(ValueError, match="the shared password is empty"):
        set_shared_password(c)
    assert {} == c


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_jupyterhub_asks_for_the_password(tool: str, tmp_path: Path) -> None:
    """The authenticator of the chart version accepts the password, and nothing else."""
    secret = {"SHARED_PASSWORD": "canary-of-a-workshop\n"}
    tried = ("canary-of-a-workshop", "another", "")

    done = run_program(tool, "configured_hub.py", _values(RELEASES[tool]), tmp_path, env=secret, arguments=tried)

    assert done.returncode == 0, done.stderr
    assert ["ada", None, None] == json.loads(done.stdout)["users"]


@pytest.mark.login
def test_your_own_dummy_authenticator_checks_it_too(tmp_path: Path) -> None:
    """A hub whose own values select DummyAuthenticator on a newer chart doesn't stay open to all."""
    tool = "login-17"
    values = _values(RELEASES[tool])
    values["hub"]["config"] = {"JupyterHub": {"authenticator_class": "dummy"}}

    done = run_program(tool, "configured_hub.py", values, tmp_path, env={"SHARED_PASSWORD": "canary-of-a-workshop"}, arguments=("another",))

    assert done.returncode == 0, done.stderr
    assert [None] == json.loads(done.stdout)["users"]


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_nobody_logs_in_without_the_part(tool: str, tmp_path: Path) -> None:
    """If the part of hub.extraConfig is removed, so is the login: no password opens the hub, on any chart version."""
    values = _values(RELEASES[tool])
    values["hub"]["extraConfig"] = {}

    done = run_program(
        tool, "configured_hub.py", values, tmp_path, env={"SHARED_PASSWORD": "canary-of-a-workshop"}, arguments=("another", "")
    )

    # JupyterHub 1.5 finds no authenticator of this name here and doesn't start; chart 1.x installs one that lets nobody in.
    assert done.returncode != 0 if tool == "login-14" else [None, None] == json.loads(done.stdout)["users"], done.stderr


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_the_password_makes_nobody_an_administrator(tool: str, tmp_path: Path) -> None:
    """An administrator's name doesn't log in with the password that everyone knows; other names do."""
    values = _values(RELEASES[tool])
    password = "canary-of-a-workshop"
    tried: list[Any] = []
    for admins in (["ada"], ["root"]):
        values["hub"]["config"]["Authenticator"] = {"admin_users": admins}
        done = run_program(tool, "configured_hub.py", values, tmp_path, env={"SHARED_PASSWORD": password}, arguments=(password,))
        assert done.returncode == 0, done.stderr
        tried += json.loads(done.stdout)["users"]

    assert [None, "ada"] == tried


@pytest.mark.login
def test_jupyterhub_does_not_start_without_a_password(tmp_path: Path) -> None:
    """An empty Secret stops the hub, and the log states why."""
    tool = "login-16"
    done = run_program(tool, "configured_hub.py", _values(RELEASES[tool]), tmp_path, env={"SHARED_PASSWORD": ""})

    assert done.returncode != 0
    assert "ValueError: the shared password is empty" in done.stderr
