"""Sets the API tokens of services, from the environment of the hub's pod."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any


def set_service_api_tokens(c: Any, variables: Mapping[str, str]) -> None:
    """Set the token of each service, in place of the one that the chart generated.

    Args:
        c: JupyterHub's configuration.
        variables: the environment variable with the token, by the service's name.

    Raises:
        ValueError: a token is empty, or its service is missing. JupyterHub would generate another token, or none.
    """
    missing = set(variables) - {service["name"] for service in c.JupyterHub.services}
    if missing:
        raise ValueError("hub.services has no service named " + ", ".join(sorted(missing)))
    for service in c.JupyterHub.services:
        variable = variables.get(service["name"])
        if variable is None:
            continue
        token = os.environ[variable].strip()
        if not token:
            raise ValueError("the API token of the service " + service["name"] + " is empty")
        service["api_token"] = token
