"""Chart values of the server's contents: image, identity, environment."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_version import ALLOW_ROOT_COMMAND, EXPANDED_ENVIRONMENT, ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.images import mirrored
from constructs_lib.models.singleuser.image import image
from constructs_lib.models.singleuser.variable import chart_variables


def user_environment_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the server's image, its environment variables and, only if the user sets it, root."""
    root = _root_values(hub.chart_version) if hub.run_as_root else {}
    given = {**root.pop("extraEnv", {}), **hub.extra_env}
    expanded = hub.chart_version.has(EXPANDED_ENVIRONMENT)
    environment = chart_variables(given, referred=hub.referred_variables, expanded=expanded)
    return {
        "singleuser": {
            "image": _image(hub),
            **({"extraEnv": environment} if environment else {}),
            **root,
        }
    }


def _image(hub: JupyterHubAddOnProps) -> dict[str, str]:
    found = image(hub.notebook_stack, hub.notebook_tag, hub.chart_version)
    return {**found, "name": mirrored(found["name"], hub.image_registry)}


def _root_values(version: ChartVersion) -> dict[str, Any]:
    """Return values that start servers as root, with the command that the chart version needs. Source: EKS Blueprints' JupyterHub add-on."""
    command = ["jupyterhub-singleuser", "--allow-root"] if version.has(ALLOW_ROOT_COMMAND) else ["start-singleuser.sh"]
    return {"uid": 0, "fsGid": 0, "cmd": command, "extraEnv": {"CHOWN_HOME": "yes"}}
