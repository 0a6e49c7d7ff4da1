"""What a quota or limit of the namespace would refuse."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.checks.quota import refused_by_quota
from constructs_lib.rendered.own_pods import own_pods, resources_at
from tests.constructs_lib.rendered.test_values import reading
from tests.properties.profile import PROFILE

_QUIET = {"prePuller": {"hook": {"enabled": False}}}


def _paths(quota: dict[str, Any], values: dict[str, Any] | None = None, **hub: Any) -> list[str]:
    found = refused_by_quota(reading(values=values or {}, resource_quota=quota, **hub))
    return [".".join(map(str, finding.path)) for finding in found]


@pytest.mark.parametrize(
    ("bound", "enough"),
    [({"cpu": "299m"}, False), ({"cpu": "300m"}, True), ({"memory": "1919Mi"}, False), ({"memory": "1920Mi"}, True)],
)
def test_the_hub_and_one_server(bound: dict[str, Any], enough: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """The hub, the proxy, two schedulers, and a server with the minimum CPU or 1Gi."""
    assert ([] if enough else [f"resource_quota.{next(iter(bound))}"]) == _paths(bound, _QUIET)


def test_placeholders_count() -> None:
    """A quota doesn't know that they are preempted."""
    places = {"scheduling": {"user_placeholders": 2}}

    assert ["resource_quota.memory"] == _paths({"memory": "3967Mi"}, _QUIET, **places)
    assert [] == _paths({"memory": "3968Mi"}, _QUIET, **places)
    assert ["resource_quota.gpus"] == _paths({"gpus": 2}, _QUIET, resources={"gpus": 1}, **places)
    assert [] == _paths({"gpus": 3}, _QUIET, resources={"gpus": 1}, **places)


def test_the_default_profile_counts() -> None:
    """The first server uses it; placeholders are as large as the hub sets."""
    profiles: list[Any] = ["cpu-large", {"display_name": "GPU", "resources": {"gpus": 4}}]

    assert ["resource_quota.memory"] == _paths({"memory": "8Gi"}, _QUIET, profiles=profiles)
    assert [] == _paths({"memory": "9Gi", "gpus": 1}, _QUIET, profiles=profiles)
    assert ["resource_quota.gpus"] == _paths({"gpus": 1}, _QUIET, profiles=[{**profiles[1], "default": True}, "cpu-large"])


def test_claims_and_storage() -> None:
    """The hub's own and a first user's; a database elsewhere has none."""
    assert ["resource_quota.claims", "resource_quota.storage"] == _paths({"claims": 1, "storage": "10Gi"})
    assert [] == _paths({"claims": 2, "storage": "11Gi"})
    assert [] == _paths({"claims": 1, "storage": "10Gi"}, hub_database="in_memory")


@pytest.mark.parametrize("key", ["cpu", "memory"])
def test_containers_without_requests(key: str) -> None:
    """Of the user's own, wherever they are; a limit is a request too, and a default request helps."""
    bounds: dict[str, dict[str, Any]] = {"cpu": {"cpu": 90}, "memory": {"memory": "900Gi"}}
    bound = bounds[key]
    limit = {"name": "c", "resources": {"limits": {key: 1}}}
    values = {
        "hub": {"extraContainers": [{"name": "a"}, limit], "resources": {"requests": {key: None}}},
        "singleuser": {"initContainers": [{"name": "b"}], key: {"guarantee": None}},
    }
    paths = {
        f"values.hub.resources.requests.{key}",
        "values.hub.extraContainers.0",
        "values.singleuser.initContainers.0",
        f"values.singleuser.{key}.guarantee",
    }

    assert paths == set(_paths(bound, values))
    assert [] == _paths(bound, values, limit_range={"default_request": {key: {"cpu": "50m", "memory": "64Mi"}[key]}})
    assert [] == _paths({"claims": 9}, values)


def test_lets_encrypt() -> None:
    """Its pod has a container that can't be given any resources."""
    door: dict[str, Any] = {
        "service_type": "nlb",
        "shared_password": {"kubernetes_secret": "password"},
        "lets_encrypt": {"contact_email": "a@example.org", "hosts": ["hub.example.org"]},
    }

    assert ["resource_quota.cpu"] == _paths({"cpu": 90}, **door)
    assert [] == _paths({"cpu": 90}, **door, limit_range={"default_request": {"cpu": "50m"}})


@pytest.mark.property
@settings(PROFILE)
@given(
    st.sampled_from(("2.0.0", "3.3.8", "4.4.0")),
    st.fixed_dictionaries(
        {}, optional={"cpu": st.integers(1, 50), "memory": st.sampled_from(("1Gi", "90Gi")), "servers": st.integers(1, 9)}
    ),
    st.fixed_dictionaries({}, optional={"user_placeholders": st.integers(0, 3), "user_scheduler": st.sampled_from((None, False))}),
    st.fixed_dictionaries({}, optional={"memory": st.sampled_from(("2Gi", {"limit": "4Gi"})), "cpu": st.sampled_from((1, {"limit": 2}))}),
)
def test_accepted_quotas_refuse_nothing(version: str, quota: dict[str, Any], scheduling: dict[str, Any], resources: dict[str, Any]) -> None:
    """Whatever is accepted: each of the hub's own containers requests its share."""
    hub = reading(version=version, resource_quota=quota or {"claims": 9}, scheduling=scheduling, resources=resources)
    if list(refused_by_quota(hub)):
        return
    for key in hub.hub.quota.computes:
        for pods in own_pods(hub.final):
            for place in (*pods.containers, *pods.init_containers):
                assert resources_at(hub.final, place)["requests"][key] > 0, place
        assert hub.final["singleuser"].get(key, {"guarantee": 1})["guarantee"]
