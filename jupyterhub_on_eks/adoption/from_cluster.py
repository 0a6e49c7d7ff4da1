"""Reads a hub from its cluster, and the cluster from AWS, without changing anything."""

from __future__ import annotations

from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.helm_release import SECRET_TYPE, chosen, decoded, newest
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi

#: Label of Helm's Secrets. Source: Helm 3, ``pkg/storage/driver/secrets.go``.
_LABELS = {"owner": "helm"}


def hub_from_cluster(aws: Aws, *, cluster: str, region: str, namespace: str | None, release: str | None) -> FoundHub:
    """Find a hub on its cluster.

    Args:
        aws: the session.
        cluster: name of the EKS cluster.
        region: its Region.
        namespace: namespace of the release. Default: any.
        release: name of the release. Default: the only one of the chart jupyterhub.

    Raises:
        AdoptionError: there is no such release, or more than one.
        CloudError: AWS or the cluster can't be read.
    """
    with ClusterApi.of(aws, cluster) as api:
        secrets = api.items("v1", "Secret", namespace=namespace, labels=_LABELS)
        found = chosen(
            map(decoded, newest(each for each in secrets if each.get("type") == SECRET_TYPE)), namespace=namespace, release=release
        )
        claims = api.items("v1", "PersistentVolumeClaim", namespace=found.namespace)
        volumes = api.items("v1", "PersistentVolume")
        classes = api.items("storage.k8s.io/v1", "StorageClass")
        drivers = [item["metadata"]["name"] for item in api.items("storage.k8s.io/v1", "CSIDriver")]
    bound = {claim["spec"].get("volumeName") for claim in claims}
    return FoundHub(
        release=found.name,
        namespace=found.namespace,
        version=found.version,
        values=found.values,
        defaults=found.defaults,
        claims=claims,
        volumes=[volume for volume in volumes if volume["metadata"]["name"] in bound],
        classes=classes,
        cluster=cluster,
        region=region,
        add_ons=list(aws.items("eks", "list_addons", "addons", {"clusterName": cluster})),
        drivers=drivers,
    )
