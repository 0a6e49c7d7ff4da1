"""Defaults for values that this library sets: they are written to the hub file, so that nothing changes.

Sources: JupyterHub chart, ``values.yaml`` of each release series; KubeSpawner and OAuthenticator, their traits' defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.chart_values.images import chart_registry
from constructs_lib.models.chart_version import ChartVersion

#: The claim that OAuthenticator's generic class uses as the user's name. Source: ``GenericOAuthenticator.username_key`` of 15,
#: ``OAuthenticator.username_claim`` from 16 on.
USERNAME = "username"
#: Defaults of traits that this library sets.
TRAITS: Mapping[str, Any] = {f"hub.config.GenericOAuthenticator.{trait}": USERNAME for trait in ("username_key", "username_claim")}


def server_image(version: ChartVersion) -> tuple[str, str]:
    """Return name and tag of the image of users' servers, which the chart uses by default. Its tag is the chart's version."""
    return f"{chart_registry(version)}/jupyterhub/k8s-singleuser-sample", str(version)
