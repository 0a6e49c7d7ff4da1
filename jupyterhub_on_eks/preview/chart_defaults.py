"""Chart values that a hub file doesn't have to set, and that parts of ``hub.extraConfig`` may read.

Source: chart, ``values.yaml`` of 1.0.0 to 4.4.0.
"""

from __future__ import annotations

from typing import Any

from constructs_lib.models.chart_version import ChartVersion

#: The image of the init container that blocks the instance metadata, by the first chart version that uses this name.
_NETWORK_TOOLS = {"1.0.0": "jupyterhub/k8s-network-tools", "3.2.0": "quay.io/jupyterhub/k8s-network-tools"}


def chart_defaults(version: ChartVersion) -> dict[str, Any]:
    """Return the chart's default values, which a hub's values override. The chart's version is the tag of its images."""
    return {
        "hub": {
            "config": {"JupyterHub": {"admin_access": True, "authenticator_class": "dummy"}},
            "baseUrl": "/",
            "concurrentSpawnLimit": 64,
            "consecutiveFailureLimit": 5,
            "db": {"type": "sqlite-pvc"},
        },
        "singleuser": {
            "cloudMetadata": {"blockWithIptables": True, "ip": "169.254.169.254"},
            "cmd": "jupyterhub-singleuser",
            "extraLabels": {"hub.jupyter.org/network-access-hub": "true"},
            "fsGid": 100,
            "memory": {"guarantee": "1G"},
            "networkTools": {"image": {"name": version.newest(_NETWORK_TOOLS), "tag": str(version)}, "resources": {}},
            "startTimeout": 300,
            "storage": {"type": "dynamic", "capacity": "10Gi", "homeMountPath": "/home/jovyan", "static": {"subPath": "{username}"}},
            "uid": 1000,
        },
        "cull": {"enabled": True, "timeout": 3600, "every": 600},
    }
