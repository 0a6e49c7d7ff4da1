"""The resources of the server that starts if a user chooses nothing."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.rendered.default_server import default_server
from tests.constructs_lib.rendered.test_values import reading

_SMALL, _LARGE = {"kubespawner_override": {"mem_guarantee": "2G"}}, {"kubespawner_override": {"mem_guarantee": 2**33, "cpu_limit": 4}}


def test_without_profiles() -> None:
    """They are those of all servers."""
    assert {"requests": {"memory": 2**30, "cpu": 0.05}, "limits": {"cpu": 2}} == default_server(reading(resources={"cpu": {"limit": 2}}))


@pytest.mark.parametrize(
    ("profiles", "requests"),
    [
        ([_SMALL, _LARGE], {"memory": 2**31}),
        ([_SMALL, {**_LARGE, "default": True}], {"memory": 2**33}),
        ([{"profile_options": {"size": {"choices": {"a": _SMALL, "b": {**_LARGE, "default": True}}}}}], {"memory": 2**33}),
        (["x", None, {"kubespawner_override": 1, "profile_options": {"size": {"choices": []}, "other": None}}], {"memory": 2**30}),
    ],
)
def test_of_the_default_profile_and_choice(profiles: Any, requests: dict[str, int]) -> None:
    """KubeSpawner's units are powers of 1024; an invalid profile is skipped."""
    assert requests == default_server(reading(values={"singleuser": {"profileList": profiles}}))["requests"]


def test_devices_of_a_typed_profile() -> None:
    """A profile's GPUs are limits."""
    assert {"nvidia.com/gpu": 2} == default_server(reading(profiles=[{"display_name": "A", "resources": {"gpus": 2}}]))["limits"]
