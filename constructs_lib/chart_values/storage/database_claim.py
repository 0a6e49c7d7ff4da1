"""The claim of the hub's database on EFS: created by Terraform, named and adopted by the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.hub_database import CHART_CLAIM

#: Helm keeps resources with this annotation when it uninstalls. Source: Helm, "Tell Helm Not To Uninstall a Resource".
KEEP = {"helm.sh/resource-policy": "keep"}


@dataclass(frozen=True, slots=True)
class DatabaseClaim:
    """The chart's claim, with the metadata that Helm requires to adopt it.

    Helm would delete its own claim with a failed first install, and the volume, which is permanently bound to that claim,
    would not bind to another: the second install would wait for its database forever.

    Args:
        name: its name in the chart.
        labels: labels that Helm requires for adoption.
        annotations: annotations that Helm requires, and all that the chart sets on it.
    """

    name: str
    labels: Mapping[str, str]
    annotations: Mapping[str, str]


def database_claim(hub: JupyterHubAddOnProps) -> DatabaseClaim:
    """Return the claim of a hub's database. Source: Helm 3.2, "Adopt resources into release with correct instance and managed-by"."""
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


def created_claims(hub: JupyterHubAddOnProps) -> Sequence[str]:
    """Return the names of all claims that a hub's stack or its chart creates, except those of single users."""
    return [*hub.homes.made_claims, _name(hub)]


def _name(hub: JupyterHubAddOnProps) -> str:
    """Return the claim's name in the chart. Source: JupyterHub chart, ``_helpers-names.tpl``."""
    prefix = hub.user_value("fullnameOverride", default="")
    if not isinstance(prefix, str):
        name = str(hub.user_value("nameOverride") or "jupyterhub")
        prefix = hub.release if name in hub.release else f"{hub.release}-{name}"
    return f"{prefix}-{CHART_CLAIM}" if prefix else CHART_CLAIM
