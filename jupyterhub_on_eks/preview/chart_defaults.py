"""Chart values that a hub file doesn't have to set, and that parts of ``hub.extraConfig`` may read.

Source: chart, ``values.yaml`` of each release series.
"""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.images import CHART_IMAGES, chart_registry
from constructs_lib.chart_values.merge import merged, placed
from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.chart_defaults import COMMON, SUB_PATH


def chart_defaults(version: ChartVersion) -> dict[str, Any]:
    """Return the chart's default values, which a hub's values override. The chart's version is the tag of its images."""
    network_tools = f"{chart_registry(version)}/{CHART_IMAGES['singleuser.networkTools']}".removeprefix("docker.io/")
    common = ((*path.rpartition("."), value) for path, value in COMMON.items())
    return merged(
        {
            "hub": {
                "config": {"JupyterHub": {"admin_access": True, "authenticator_class": "dummy"}},
                "baseUrl": "/",
                "concurrentSpawnLimit": 64,
                "consecutiveFailureLimit": 5,
            },
            "singleuser": {
                "cloudMetadata": {"ip": "169.254.169.254"},
                "cmd": "jupyterhub-singleuser",
                "extraLabels": {"hub.jupyter.org/network-access-hub": "true"},
                "networkTools": {"image": {"name": network_tools, "tag": str(version)}, "resources": {}},
                "startTimeout": 300,
                "storage": {"homeMountPath": "/home/jovyan", "static": {"subPath": SUB_PATH}},
            },
            "cull": {"enabled": True, "timeout": 3600, "every": 600},
        },
        *(placed(above.split("."), {key: value}) for above, _, key, value in common),
    )
