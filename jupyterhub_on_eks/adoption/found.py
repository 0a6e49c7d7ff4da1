"""A found hub: the release, its claims and volumes, and its other objects on the cluster and in AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.models.chart_version import ChartVersion

#: A Kubernetes object, as its API returns it.
Item = Mapping[str, Any]

#: Annotations that mark the cluster's default class. Source: Kubernetes, "Storage Classes", "Default StorageClass".
_DEFAULT_CLASS = ("storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class")


@dataclass(frozen=True, kw_only=True)
class FoundHub:
    """A found hub. Lists are empty if the cluster was not read.

    Args:
        release: name of the Helm release.
        namespace: its namespace.
        version: version of its chart.
        values: the values set in Helm, without the chart's defaults. They may contain secrets.
        defaults: the chart's own values, which are part of the release. Default: unknown.
        claims: persistent volume claims of the namespace.
        volumes: persistent volumes of the cluster.
        classes: storage classes of the cluster.
        cluster: name of the EKS cluster.
        region: its Region.
        add_ons: names of the cluster's EKS add-ons. None: unknown.
        drivers: names of the CSI drivers on the cluster. None: unknown.
    """

    release: str
    namespace: str
    version: str
    values: Mapping[str, Any]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    claims: Sequence[Item] = ()
    volumes: Sequence[Item] = ()
    classes: Sequence[Item] = ()
    cluster: str
    region: str
    add_ons: Sequence[str] | None = None
    drivers: Sequence[str] | None = None

    @property
    def chart_version(self) -> ChartVersion:
        """The chart's version."""
        return ChartVersion.of(self.version)

    def claim(self, name: str) -> Item | None:
        """Return the claim with a name."""
        return next((claim for claim in self.claims if claim["metadata"]["name"] == name), None)

    def volume_of(self, claim: Item) -> Item | None:
        """Return the volume that a claim is bound to."""
        name = claim["spec"].get("volumeName")
        return next((volume for volume in self.volumes if name and volume["metadata"]["name"] == name), None)

    @property
    def default_class(self) -> str | None:
        """The cluster's default storage class."""
        for item in self.classes:
            notes = item["metadata"].get("annotations") or {}
            if any(notes.get(key) == "true" for key in _DEFAULT_CLASS):
                return str(item["metadata"]["name"])
        return None

    def labeled_versions(self) -> set[str]:
        """Return the chart's version as labeled on the release's own claims. KubeSpawner's claims keep the version that created them.

        Source: JupyterHub chart, ``templates/_helpers.tpl``: the label ``chart``, from 4.0 on also ``helm.sh/chart``; "_" replaces "+".
        """
        users, versions = self.user_claims(), set()
        for claim in self.claims:
            labels = claim["metadata"].get("labels") or {}
            name, _, version = str(labels.get("helm.sh/chart") or labels.get("chart") or "").partition("-")
            if claim not in users and name == "jupyterhub" and labels.get("release", self.release) == self.release:
                versions.add(version.replace("_", "+"))
        return versions

    def user_claims(self) -> list[Item]:
        """Return the claims that KubeSpawner created for users. Source: KubeSpawner, ``_build_common_labels``, component singleuser-storage."""
        return [
            claim
            for claim in self.claims
            if (claim["metadata"].get("labels") or {}).get("component") in {"singleuser-storage", "singleuser-server"}
        ]
