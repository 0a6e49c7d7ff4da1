"""What the command prints about a running hub."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.people import Person
from jupyterhub_on_eks.preview.running_hub import RunningHub
from jupyterhub_on_eks.preview.welcome import opens_browser, welcome
from tests.jupyterhub_on_eks.preview.test_people import _LOGIN

_PROCESS: Any = None


def _values(authenticator: str, **config: Any) -> dict[str, Any]:
    return {"values": {"hub": {"config": {"JupyterHub": {"authenticator_class": authenticator}, **config}}}}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"oidc_config": {**_LOGIN, "allow_all": True}}, "login  at a stand-in for the identity provider, as ada (staff), or anybody else"),
        ({"shared_password": {"secrets_manager": "hub/workshop"}}, "login  any name, with the password of-the-run"),
        ({}, "login  any name and password\n"),
        (
            _values("google", GoogleOAuthenticator={"allow_all": True}),
            "login  at a stand-in for the identity provider, as ada (staff), or anybody else",
        ),
        (_values("google", GoogleOAuthenticator={"hosted_domain": ["example.org"]}), "login  no one: the hub's login rules admit nobody"),
        (_values("native"), "login  as the hub's values set it: native"),
    ],
)
def test_who_can_log_in(keys: dict[str, Any], expected: str) -> None:
    """By provider, shared password or neither; the password only if it is used."""
    data = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **keys}
    running = RunningHub(url="http://127.0.0.1:8000/", log=Path("hub.log"), process=_PROCESS)
    message = welcome(JupyterHubAddOnProps.model_validate(data), running, [Person("ada", ("staff",))], password="of-the-run")

    assert expected in message
    assert "hub    http://127.0.0.1:8000/" in message
    assert ("of-the-run" in message) == ("shared_password" in keys)


@pytest.mark.parametrize(
    ("environment", "platform", "opens"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "linux", False),
        ({"DISPLAY": ":0", "CI": "1"}, "linux", False),
        ({"SSH_CONNECTION": "x"}, "darwin", False),
    ],
)
def test_browser(environment: dict[str, str], platform: str, *, opens: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is opened on a desktop with a person at the terminal, and never in a pipe."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert opens == opens_browser(environment, platform=platform)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    assert not opens_browser(environment, platform=platform)
