"""What adoption asks AWS for: the cluster's add-ons, through boto3 and the double."""

from __future__ import annotations

from functools import partial
from typing import Any, Self

import pytest

from jupyterhub_on_eks.adoption.from_cluster import hub_from_cluster
from jupyterhub_on_eks.adoption.hub_file import hub_file_data
from jupyterhub_on_eks.adoption.translation import translated
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from tests.aws.client import Double
from tests.jupyterhub_on_eks.adoption.hubs import database_claim, release_secret

pytestmark = pytest.mark.aws


class Api:
    """The API server of a cluster with a hub."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing."""

    def items(self, _: str, kind: str, **__: Any) -> list[dict[str, Any]]:
        """Return the release and the claim of its database."""
        return {"Secret": [release_secret({})], "PersistentVolumeClaim": [database_claim("hubs")]}.get(kind, [])


@pytest.mark.parametrize(("add_ons", "driver"), [(["aws-ebs-csi-driver"], "existing"), (["aws-efs-csi-driver"], "self_managed")])
def test_driver_follows_the_add_ons_of_the_cluster(
    double: Double, monkeypatch: pytest.MonkeyPatch, add_ons: list[str], driver: str
) -> None:
    """The driver is looked up as an EKS add-on if the cluster has it as one; a missing cluster is reported as a message."""
    for name, value in double.environment().items():
        monkeypatch.setenv(name, value)
    double.seed([{"region": "us-west-2", "kind": "cluster", "name": "research", "add_ons": add_ons}])
    monkeypatch.setattr(ClusterApi, "of", lambda *_: Api())
    ask = partial(hub_from_cluster, Aws(region="us-west-2"), region="us-west-2", namespace=None, release=None)
    hub = ask(cluster="research")

    assert add_ons == hub.add_ons
    assert {"ebs_csi_driver": {driver: True}} == hub_file_data(translated(hub))["add_ons"][0]
    with pytest.raises(CloudError) as error:
        ask(cluster="other")
    assert Cause.NOT_THERE is error.value.cause
