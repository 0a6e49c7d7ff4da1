"""Settings of the whole hub, as keys."""

from __future__ import annotations

from jupyterhub_on_eks.adoption import whole_hub
from jupyterhub_on_eks.adoption.translation import translated
from tests.jupyterhub_on_eks.adoption.drafts import accepted, proposed
from tests.jupyterhub_on_eks.adoption.hubs import found


def test_culling() -> None:
    """What the hub file has no key for stays a value."""
    found = accepted(whole_hub.culling, "cull: {timeout: 7200, every: 300, maxAge: 9, later: 1}")

    assert {"timeout": 7200, "every": 300, "max_age": 9} == found["culling"]
    assert {"cull": {"later": 1}} == found["values"]


def test_one_wrong_setting_does_not_affect_the_others() -> None:
    """A time of 0 becomes no key; the other does."""
    found = accepted(whole_hub.culling, "cull: {timeout: 0, every: 300}")

    assert ({"every": 300}, {"cull": {"timeout": 0}}) == (found["culling"], found["values"])


def test_limits() -> None:
    """Three keys."""
    found = accepted(whole_hub.limits, "hub: {concurrentSpawnLimit: 9, activeServerLimit: 50, consecutiveFailureLimit: 3}")

    assert {"concurrent_spawns": 9, "active_servers": 50, "consecutive_failures": 3} == found["limits"]


def test_named_servers() -> None:
    """With a limit; without one they stay a value."""
    assert [{"named_servers": {"limit": 2}}] == proposed(
        whole_hub.named_servers, "hub: {allowNamedServers: true, namedServerLimitPerUser: 2}"
    )
    assert [] == proposed(whole_hub.named_servers, "hub: {allowNamedServers: true}")


def test_pre_pull() -> None:
    """Both switches."""
    found = accepted(whole_hub.pre_pull, "prePuller: {hook: {enabled: false}, continuous: {enabled: false}}")

    assert ({"before_upgrade": False, "continuous": False}, {}) == (found["pre_pull"], found["values"])


def test_pre_pull_of_profiles() -> None:
    """The chart pulls the images of profiles by default; the hub file doesn't. What the release sets has precedence."""
    profiles = {"profileList": [{"display_name": "A", "kubespawner_override": {"image": "example.org/a:1"}}]}
    hubs = [
        translated(found({"singleuser": profiles, "prePuller": given})).hub.get("pre_pull")
        for given in ({}, {"hook": {"enabled": False}}, {"hook": {"enabled": False}, "continuous": {"enabled": False}})
    ]

    assert {"before_upgrade": True, "continuous": True} == hubs[0]
    assert {"before_upgrade": False, "continuous": True} == hubs[1]
    assert {} == whole_hub.silent_pre_pull({"singleuser": {"profileList": [{"display_name": "A"}]}})
    assert hubs[2] in (None, {"before_upgrade": False, "continuous": False})


def test_deleted_volumes() -> None:
    """Only if the values set it."""
    assert [{"delete_user_volumes": True}] == proposed(whole_hub.deleted_volumes, "hub: {config: {KubeSpawner: {delete_pvc: true}}}")
    assert [] == proposed(whole_hub.deleted_volumes, {})


def test_scheduler() -> None:
    """The switch, and placeholders with priorities."""
    found = accepted(
        whole_hub.scheduler, "scheduling: {userScheduler: {enabled: false}, podPriority: {enabled: true}, userPlaceholder: {replicas: 2}}"
    )

    assert {"user_scheduler": False, "user_placeholders": 2} == found["scheduling"]
    assert [] == proposed(whole_hub.scheduler, "scheduling: {userPlaceholder: {replicas: 2}}")
