"""Settings of the process of a previewed hub: the chart's values as in a deployment, and secrets generated for this run."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.chart_defaults import chart_defaults

#: A placeholder for a uid that only the cluster knows.
_UNKNOWN = "00000000-0000-0000-0000-000000000000"
#: Variables of the hub's pod that are ignored, since they would change how Python runs on this machine.
_OWN = {"PATH", "HOME", "PYTHONPATH", "PYTHONHOME", "KUBECONFIG", "HUB_VALUES"}


def chart_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the chart's values as the hub's pod reads them, with Helm's data about the chart and the release.

    No load balancer terminates TLS in a preview, so the values mention none.

    Args:
        hub: the hub's settings.
    """
    owner = ServersOwner(name=f"{hub.release}-user-servers", uid=_UNKNOWN)
    helm = {"Chart": {"Name": "jupyterhub", "Version": str(hub.chart_version)}, "Release": {"Name": hub.release}}
    return {**merged(chart_defaults(hub.chart_version), hub_values(hub, servers_owner=owner)), **helm}


def environment(values: Mapping[str, Any], *, password: str) -> dict[str, str]:
    """Return the environment variables of the hub's pod, with a random secret for each value that comes from the cluster.

    Args:
        values: the chart's values.
        password: the shared password, if the hub uses one.
    """
    made = {"SHARED_PASSWORD": password, "JUPYTERHUB_DB_URL": "sqlite://", "JUPYTERHUB_CRYPT_KEY": secrets.token_hex(32)}
    given = dict(_variables(values.get("hub", {}).get("extraEnv") or {}))
    found = {name: made.get(name) or secrets.token_hex(16) if value is None else value for name, value in given.items()}
    return {**{name: value for name, value in found.items() if name not in _OWN}, "JUPYTERHUB_CRYPT_KEY": made["JUPYTERHUB_CRYPT_KEY"]}


def _variables(extra: Mapping[str, Any] | Iterable[Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the variables from either form that the chart accepts; None for a variable whose value is not in the chart's values."""
    entries = extra.items() if isinstance(extra, Mapping) else ((each.get("name", ""), each) for each in extra if isinstance(each, Mapping))
    for name, entry in entries:
        value = entry.get("value") if isinstance(entry, Mapping) else entry
        yield str(name), None if value is None else str(value)
