"""A hub from a cluster, with recorded responses; tests/cluster/test_adopt.py uses a real API server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self, cast

import pytest

from jupyterhub_on_eks.adoption.from_cluster import hub_from_cluster
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from tests.jupyterhub_on_eks.adoption.hubs import DEFAULT_CLASS, blueprints_volume, database_claim, release_secret


class Api:
    """An API server with these objects, by kind."""

    def __init__(self, objects: dict[str, list[dict[str, Any]]]) -> None:
        self.objects = objects
        self.asked: list[tuple[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing."""

    def items(
        self, api_version: str, kind: str, *, namespace: str | None = None, labels: dict[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Return all of a kind, in a namespace if one is given."""
        del api_version
        self.asked.append((kind, labels))
        return [each for each in self.objects.get(kind, []) if namespace in {None, each["metadata"].get("namespace")}]


class OneCluster:
    """AWS with one cluster that has an add-on."""

    def items(self, service: str, operation: str, key: str, parameters: dict[str, Any]) -> Iterator[str]:
        """List its add-ons."""
        assert ("eks", "list_addons", "addons", {"clusterName": "research"}) == (service, operation, key, parameters)
        yield "aws-ebs-csi-driver"


def _hub(monkeypatch: pytest.MonkeyPatch, objects: dict[str, list[dict[str, Any]]], **asked: Any) -> Any:
    monkeypatch.setattr(ClusterApi, "of", lambda *_: Api(objects))
    given = {"namespace": None, "release": None, **asked}
    return hub_from_cluster(cast("Aws", OneCluster()), cluster="research", region="us-west-2", **given)


def test_everything_of_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The release, its chart's defaults, claims of its namespace, the volumes that they are bound to, classes, drivers, add-ons."""
    storage_class, volume, claim = blueprints_volume("hubs", "fs-0123456789abcdef0")
    bound = {**claim, "spec": {**claim["spec"], "volumeName": "efs-persist"}}
    others = {**volume, "metadata": {"name": "of-someone-else"}}
    hub = _hub(
        monkeypatch,
        {
            "Secret": [release_secret({"cull": {"every": 9}}, version="2.0.0"), {**release_secret({}, name="x"), "type": "Opaque"}],
            "PersistentVolumeClaim": [bound, database_claim("others")],
            "PersistentVolume": [volume, others],
            "StorageClass": [storage_class, DEFAULT_CLASS],
            "CSIDriver": [{"metadata": {"name": "efs.csi.aws.com"}}],
        },
    )

    assert ("hub", "hubs", "2.0.0", {"cull": {"every": 9}}, {"cull": {"enabled": True}}) == (
        hub.release, hub.namespace, hub.version, hub.values, hub.defaults,
    )  # fmt: skip
    assert ([bound], [volume], "gp2") == (hub.claims, hub.volumes, hub.default_class)
    assert (["aws-ebs-csi-driver"], ["efs.csi.aws.com"]) == (hub.add_ons, hub.drivers)


def test_only_helms_secrets_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other Secrets of the cluster are not read."""
    api = Api({"Secret": [release_secret({})]})
    monkeypatch.setattr(ClusterApi, "of", lambda *_: api)
    hub_from_cluster(cast("Aws", OneCluster()), cluster="research", region="us-west-2", namespace=None, release=None)

    assert ("Secret", {"owner": "helm"}) == api.asked[0]


def test_no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a message."""
    with pytest.raises(AdoptionError, match="no release of the chart jupyterhub with namespace 'x' on the cluster"):
        _hub(monkeypatch, {"Secret": [release_secret({})]}, namespace="x")
