"""A hub as adoption finds it."""

from __future__ import annotations

from jupyterhub_on_eks.adoption.found import FoundHub
from tests.jupyterhub_on_eks.adoption.hubs import DEFAULT_CLASS, database_claim, found, user_claim


def test_claims_volumes_and_classes() -> None:
    """A claim by its name, the volume that it is bound to, those of users, and the default class."""
    volume = {"metadata": {"name": "pv-1"}}
    bound = {**database_claim("hubs"), "spec": {"volumeName": "pv-1"}}
    hub = FoundHub(
        release="r", namespace="hubs", version="3.3.8", values={}, claims=[bound, user_claim("ada", "hubs")], volumes=[volume],
        classes=[{"metadata": {"name": "gp3"}}, DEFAULT_CLASS], cluster="c", region="us-west-2",
    )  # fmt: skip

    assert hub.claim("hub-db-dir") is bound
    assert hub.claim("x") is None
    assert hub.volume_of(bound) is volume
    assert hub.volume_of(user_claim("ada", "hubs")) is None
    assert ["claim-ada"] == [claim["metadata"]["name"] for claim in hub.user_claims()]
    assert "gp2" == hub.default_class


def test_nothing_known() -> None:
    """Without classes there is no default class."""
    assert found({}).default_class is None
    assert "4.x" == found({}).chart_version.series
