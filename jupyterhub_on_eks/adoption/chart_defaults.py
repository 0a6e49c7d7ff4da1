"""Defaults of the chart for values that this library sets: they are written to the hub file, so that nothing changes.

Sources: JupyterHub chart, ``values.yaml`` of each release series; KubeSpawner and OAuthenticator, their traits' defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.models.chart_version import ChartVersion

#: The image of users' servers, by the first version of the chart that has it. Its tag is the chart's version.
_IMAGES = {"1.0.0": "docker.io/jupyterhub/k8s-singleuser-sample", "3.2.0": "quay.io/jupyterhub/k8s-singleuser-sample"}

#: Defaults that are the same in each release series.
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
#: The claim that OAuthenticator's generic class uses as the user's name. Source: ``GenericOAuthenticator.username_key`` of 15,
#: ``OAuthenticator.username_claim`` from 16 on.
USERNAME = "username"
#: Defaults of traits that this library sets.
TRAITS: Mapping[str, Any] = {f"hub.config.GenericOAuthenticator.{trait}": USERNAME for trait in ("username_key", "username_claim")}


def server_image(version: ChartVersion) -> tuple[str, str]:
    """Return name and tag of the image of users' servers, which the chart uses by default."""
    return version.newest(_IMAGES), str(version)
