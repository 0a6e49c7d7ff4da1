"""Metrics beside the hub's other keys; whole files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.metrics.of_hub import METRICS_RULES, METRICS_SERVICE


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "metrics": {}}
    return JupyterHubAddOnProps.model_validate({**hub, **settings})


def test_default_is_none() -> None:
    """Nobody reads them, and nothing is reported."""
    hub = _hub(metrics=None, values={"fullnameOverride": "x", "hub": {"services": {METRICS_SERVICE: {}}}}, version="1.2.0")

    assert [] == [problem for rule in METRICS_RULES for problem in rule(hub)]


def test_chart_without_scopes() -> None:
    """A token there could do everything."""
    with pytest.raises(ValidationError, match=r"chart 1\.2\.0 does not support metrics.*; use chart 2\.0\.0 or later"):
        _hub(version="1.2.0")
    assert _hub(version="2.0.0").metrics


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"service_api_tokens": {METRICS_SERVICE: {"kubernetes_secret": "s"}}}, f"service_api_tokens.{METRICS_SERVICE}"),
        ({"values": {"hub": {"services": {METRICS_SERVICE: None}}}}, f"values.hub.services.{METRICS_SERVICE}"),
        ({"values": {"hub": {"loadRoles": {METRICS_SERVICE: {}}}}}, f"values.hub.loadRoles.{METRICS_SERVICE}"),
        ({"values": {"hub": {"config": {"JupyterHub": {"services": []}}}}}, "values.hub.config.JupyterHub.services"),
        ({"values": {"hub": {"config": {"JupyterHub": {"load_roles": None}}}}}, "values.hub.config.JupyterHub.load_roles"),
        ({"values": {"fullnameOverride": None}}, "values.fullnameOverride"),
        ({"values": {"fullnameOverride": "x"}}, "values.fullnameOverride"),
    ],
)
def test_what_would_remove_the_token(settings: dict[str, Any], path: str) -> None:
    """With each key; the message is at that key."""
    with pytest.raises(ValidationError) as error:
        _hub(**settings)

    assert path in {".".join(map(str, each["loc"])) for each in error.value.errors()}


def test_the_users_own_services() -> None:
    """They are kept beside ours, also if the release's name is the chart's default."""
    values = {
        "fullnameOverride": "",
        "nameOverride": "x",
        "hub": {"services": {"grader": {}}, "loadRoles": {"grader": {"scopes": ["self"]}}},
    }

    assert _hub(values=values).metrics
