"""Warnings about metrics that anyone on the internet can read."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.open_metrics import open_metrics
from constructs_lib.checks.promises import promise_warnings
from constructs_lib.rendered.doors import doors
from tests.constructs_lib.checks.test_promises import hub
from tests.constructs_lib.rendered.test_values import reading

_OPEN = {"hub": {"authenticatePrometheus": False}}


def _paths(**settings: Any) -> list[str]:
    read = reading(**settings)
    return [".".join(map(str, finding.path)) for finding in open_metrics(read, doors(read.final, read.version))]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        (_OPEN, "values.hub.authenticatePrometheus"),
        ({"hub": {"config": {"JupyterHub": {"authenticate_prometheus": False}}}}, "values.hub.config.JupyterHub.authenticate_prometheus"),
    ],
)
def test_open_on_the_internet(values: dict[str, Any], path: str) -> None:
    """By the chart's key, and by JupyterHub's own."""
    assert [path] == _paths(values=values, allow_any_login=True, allow_plain_http=True)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"values": {"hub": {"authenticatePrometheus": True}}},
        {"values": {"hub": {"authenticatePrometheus": False, "config": {"JupyterHub": {"authenticate_prometheus": True}}}}},
        {"values": _OPEN, "load_balancer_scheme": "internal"},
        {"values": _OPEN, "service_type": "cluster_ip"},
    ],
)
def test_not_open(settings: dict[str, Any]) -> None:
    """With a token, and on hubs that the internet can't reach."""
    assert [] == _paths(**{"allow_any_login": True, "allow_plain_http": True, **settings})


def test_is_a_warning() -> None:
    """It breaks no promise, so it is reported and not refused."""
    warned = promise_warnings([hub(values=_OPEN, allow_any_login=True, allow_plain_http=True)])

    assert any(
        "values.hub.authenticatePrometheus: shows the hub's metrics, including the numbers of users and servers, to everyone" in warning
        for warning in warned
    )
