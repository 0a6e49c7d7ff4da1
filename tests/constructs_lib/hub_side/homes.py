"""Servers of users, started by the real KubeSpawner of a chart version with the values of a hub."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.login.programs import run_program
from tests.login.tools import RELEASES

#: What a user and a non-default server are called on a claim.
_USER, _SERVER = "hub.jupyter.org/username", "hub.jupyter.org/servername"

EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}}
EFS = {"efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "RETAIN"}}


def values_of(tool: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the chart values of a hub for the environment's chart version."""
    computed = hub_values(JupyterHubAddOnProps.model_validate({"version": RELEASES[tool], "service_type": "cluster_ip", **settings}))
    # Parts of hub.extraConfig read the chart's defaults as well.
    return merged({"singleuser": {"networkTools": {"image": {"name": "network-tools", "tag": "1"}}}}, computed)


def claim_of(user: str | None, server: str = "") -> dict[str, str]:
    """Return the annotations of a claim that KubeSpawner has created; none for one that a person has created."""
    return ({_USER: user} if user else {}) | ({_SERVER: server} if server else {})


def homes(
    tool: str,
    values: Mapping[str, Any],
    folder: Path,
    tasks: Sequence[Mapping[str, Any]],
    claims: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[list[dict[str, Any]], list[str]]:
    """Do the tasks of ``tests/login/homes.py``.

    Args:
        tool: the environment.
        values: the chart values.
        folder: where files are written.
        tasks: users and what they do.
        claims: the annotations of claims that exist already, by name. Default: there are none.

    Returns:
        What each task found, and the names of all claims afterwards.
    """
    with running_api(folder) as api:
        for name, annotations in (claims or {}).items():
            api.claims[name] = {"metadata": {"name": name, "annotations": dict(annotations)}}
        done = run_program(tool, "homes.py", values, folder, env={"KUBECONFIG": str(api.kubeconfig)}, arguments=(json.dumps(list(tasks)),))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), sorted(api.claims)
