"""Settings that a hub has once, and their defaults."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.hub_wide import HubWideProps


def _hub(**settings: Any) -> HubWideProps:
    return HubWideProps.model_validate(settings)


def test_defaults() -> None:
    """No shared memory, images pulled in advance, limits left to the chart."""
    hub = _hub()

    assert (False, True, None) == (hub.has_shared_memory, hub.pulls_by_default, hub.consecutive_failures)
    assert (None, None) == (hub.announcements, hub.title)


def test_gpus() -> None:
    """They add shared memory, and turn off pre-pulling; settings win."""
    gpus = {"profiles": [{"display_name": "GPU", "resources": {"gpus": 1}}]}

    assert (True, False) == (_hub(**gpus).has_shared_memory, _hub(**gpus).pulls_by_default)
    assert [False, "2Gi"] == [_hub(**gpus, shared_memory=value).has_shared_memory for value in (False, "2Gi")]


def test_restricted_profiles() -> None:
    """No number of refused starts restarts the hub, unless the file sets it."""
    restricted = {"profiles": ["cpu-small", {"display_name": "Lab", "allowed_users": ["ada"]}]}

    assert [0, 7] == [hub.consecutive_failures for hub in (_hub(**restricted), _hub(**restricted, limits={"consecutive_failures": 7}))]


def test_images_of_profiles() -> None:
    """Profiles in values with their own images turn off pre-pulling."""
    profiles = [{"display_name": "A", "kubespawner_override": {"image": "a:1"}}]

    assert not _hub(values={"singleuser": {"profileList": profiles}}).pulls_by_default
