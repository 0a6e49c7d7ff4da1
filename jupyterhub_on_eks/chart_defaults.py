"""Defaults of the chart that are the same in each release series: what a chart value is if no one sets it.

Source: JupyterHub chart, ``values.yaml`` of each release series.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: By their dotted key paths.
COMMON: Mapping[str, Any] = {
    "hub.db.type": "sqlite-pvc",
    "hub.db.pvc.storage": "1Gi",
    "ingress.enabled": False,
    "ingress.hosts": [],
    "prePuller.continuous.enabled": True,
    "prePuller.hook.enabled": True,
    "proxy.service.type": "LoadBalancer",
    "singleuser.cloudMetadata.blockWithIptables": True,
    "singleuser.memory.guarantee": "1G",
    "singleuser.storage.capacity": "10Gi",
    "singleuser.storage.type": "dynamic",
    "singleuser.uid": 1000,
    "singleuser.fsGid": 100,
}
#: Directory of a home on a static claim.
SUB_PATH = "{username}"
