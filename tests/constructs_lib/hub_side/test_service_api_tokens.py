"""The API tokens of services, as the hub sets them."""

from __future__ import annotations

import pytest

from constructs_lib.hub_side.service_api_tokens import set_service_api_tokens
from tests.constructs_lib.hub_side.config import Config

_VARIABLES = {"grader": "SERVICE_API_TOKEN_GRADER"}


def _config() -> Config:
    c = Config()
    c.JupyterHub.services = [{"name": "grader", "api_token": "of-the-chart"}, {"name": "cull", "command": ["cull"]}]
    return c


def test_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the chart's; other services keep theirs, and surrounding white space is ignored."""
    monkeypatch.setenv("SERVICE_API_TOKEN_GRADER", " canary\n")
    c = _config()
    set_service_api_tokens(c, _VARIABLES)

    assert [{"name": "grader", "api_token": "canary"}, {"name": "cull", "command": ["cull"]}] == c.JupyterHub.services


def test_empty_token_stops_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterHub would generate one that nobody knows."""
    monkeypatch.setenv("SERVICE_API_TOKEN_GRADER", "\n")

    with pytest.raises(ValueError, match="of the service grader is empty"):
        set_service_api_tokens(_config(), _VARIABLES)


def test_token_without_a_service_stops_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after ``values.hub.services.grader.name``: the service would keep a token that nobody knows."""
    monkeypatch.setenv("SERVICE_API_TOKEN_GRADER", "canary")
    c = _config()
    c.JupyterHub.services[0]["name"] = "another"

    with pytest.raises(ValueError, match="no service named grader"):
        set_service_api_tokens(c, _VARIABLES)
