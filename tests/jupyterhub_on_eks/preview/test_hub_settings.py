"""The settings of the process of a previewed hub."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.hub_settings import chart_values, environment


def _values(**keys: Any) -> dict[str, Any]:
    hub = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **keys}
    return chart_values(JupyterHubAddOnProps.model_validate(hub))


def test_values_are_those_of_a_deployment() -> None:
    """The hub's own values override the chart's, the user's come last, and Helm's names of chart and release are set."""
    values = _values(version="3.3.8", named_servers={"limit": 2}, values={"hub": {"concurrentSpawnLimit": 7}})

    assert {"Name": "jupyterhub", "Version": "3.3.8"} == values["Chart"]
    assert (7, 5) == (values["hub"]["concurrentSpawnLimit"], values["hub"]["consecutiveFailureLimit"])
    assert values["hub"]["allowNamedServers"] is True
    assert values["Release"]["Name"] + "-user-servers" == values["custom"]["userServersOwner"]["name"]


def test_secrets_are_generated_for_the_run() -> None:
    """Values from the cluster are random and differ each time; text in the values is kept; both forms of extraEnv are read."""
    secret = {"valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}
    values = {
        "hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": secret, "PLAIN": "text", "NUMBER": 7, "SHARED_PASSWORD": secret, "PATH": "/evil"}}
    }
    listed = {"hub": {"extraEnv": [{"name": "PLAIN", "value": "text"}, {"name": "HIDDEN", **secret}]}}
    first, second = (environment(values, password="of-the-run") for _ in range(2))

    assert ("text", "7", "of-the-run") == (first["PLAIN"], first["NUMBER"], first["SHARED_PASSWORD"])
    assert 32 == len(first["OAUTH_CLIENT_SECRET"])
    assert first["OAUTH_CLIENT_SECRET"] != second["OAUTH_CLIENT_SECRET"]
    assert 64 == len(first["JUPYTERHUB_CRYPT_KEY"])
    assert "PATH" not in first
    assert {"PLAIN", "HIDDEN", "JUPYTERHUB_CRYPT_KEY"} == set(environment(listed, password=""))
