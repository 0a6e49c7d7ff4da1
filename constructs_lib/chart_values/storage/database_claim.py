"""The claim of the hub's database on EFS: made by Terraform, named and adopted by the chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.hub_database import CHART_CLAIM

#: Helm leaves what bears this in place when it uninstalls. Source: Helm, "Tell Helm Not To Uninstall a Resource".
KEEP = {"helm.sh/resource-policy": "keep"}


@dataclass(frozen=True, slots=True)
class DatabaseClaim:
    """The chart's claim, as it has to look for Helm to take it for its own.

    Helm would delete a claim of its own making with a failed first install, and its volume, which is bound to that very claim
    for good, would fill no other: the second install would wait for its database in vain.

    Args:
        name: what the chart calls it.
        labels: by which Helm knows what it may adopt.
        annotations: the same, and all that the chart writes on it.
    """

    name: str
    labels: Mapping[str, str]
    annotations: Mapping[str, str]


def database_claim(hub: JupyterHubAddOnProps) -> DatabaseClaim:
    """Describe the claim of a hub's database. Source: Helm 3.2, "Adopt resources into release with correct instance and managed-by"."""
    own = hub.user_value("hub", "db", "pvc", "annotations")
    return DatabaseClaim(
        name=_name(hub),
        labels={"app.kubernetes.io/managed-by": "Helm"},
        annotations={
            "meta.helm.sh/release-name": hub.release,
            "meta.helm.sh/release-namespace": hub.namespace,
            **KEEP,
            **({key: str(value) for key, value in own.items()} if isinstance(own, Mapping) else {}),
        },
    )


def _name(hub: JupyterHubAddOnProps) -> str:
    """Name the claim as the chart does. Source: JupyterHub chart, ``_helpers-names.tpl``."""
    prefix = hub.user_value("fullnameOverride", default="")
    if not isinstance(prefix, str):
        name = str(hub.user_value("nameOverride") or "jupyterhub")
        prefix = hub.release if name in hub.release else f"{hub.release}-{name}"
    return f"{prefix}-{CHART_CLAIM}" if prefix else CHART_CLAIM
