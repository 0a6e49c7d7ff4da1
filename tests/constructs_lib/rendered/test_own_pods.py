"""The pods of a hub beside its servers."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.rendered.own_pods import own_pods, placeholders, pods_beside_servers

_QUIET: dict[str, Any] = {"prePuller": {"hook": {"enabled": False}, "continuous": {"enabled": False}}}


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({}, 5),  # the hub, the proxy, two schedulers and one more during an upgrade
        ({"scheduling": {"userScheduler": {"enabled": False}}}, 2),
        ({"scheduling": {"userPlaceholder": {"replicas": 4}}}, 9),
        ({"scheduling": {"userPlaceholder": {"enabled": False, "replicas": 4}}}, 5),
        ({"proxy": {"https": {"enabled": True}}}, 7),
        ({"proxy": {"https": {"enabled": True, "type": "offload"}}}, 5),
    ],
)
def test_maximum_of_pods(values: dict[str, Any], count: int) -> None:
    """With those that an upgrade creates beside the old ones."""
    assert count == pods_beside_servers({**_QUIET, **values}, servers=10)


def test_pods_that_pull_images() -> None:
    """One of each kind on each node, and one that waits for them."""
    places = {"scheduling": {"userPlaceholder": {"replicas": 2}}}

    assert 5 + 1 + 10 + 10 == pods_beside_servers({}, servers=10)
    assert 5 + 2 + 12 == pods_beside_servers({**places, "prePuller": {"hook": {"enabled": False}}}, servers=10)
    assert 2 == placeholders(places)


def test_containers() -> None:
    """By their keys in the values; a pod with certificates has two, one of which runs before them too."""
    found = {pods.containers: pods.init_containers for pods in own_pods({"proxy": {"https": {"enabled": True}}})}

    assert (("proxy", "secretSync"),) == found[("proxy", "traefik"), ("proxy", "secretSync")]
    assert {"hub", "proxy", "scheduling", "prePuller"} == {place[0] for places in found for place in places}
