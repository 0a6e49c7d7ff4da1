"""Limits and image pulls with profiles."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks import profile_promises as checked
from constructs_lib.errors import key_path
from tests.constructs_lib.rendered.test_values import reading

_PROFILES = {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": {"image": "a:1"}}]}}


def _found(**settings: Any) -> list[tuple[str, bool]]:
    return [(key_path(finding.path), finding.only_warns) for finding in checked.profile_promises(reading(**settings))]


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"pre_pull": {"before_upgrade": True}}, "pre_pull.before_upgrade"),
        ({"pre_pull": {"continuous": True}}, "pre_pull.continuous"),
        ({"values": {"prePuller": {"hook": {"enabled": True}}}}, "values.prePuller.hook.enabled"),
    ],
)
def test_pulls_of_all_images(settings: dict[str, Any], where: str) -> None:
    """A warning if the file asks for it; by default there are none."""
    values = {**settings.get("values", {}), **_PROFILES}

    assert [(where, True)] == _found(**{**settings, "values": values})
    assert [] == _found(values=_PROFILES)
    assert [] == _found(**settings)


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"limits": {"consecutive_failures": 5}}, ["limits.consecutive_failures"]),
        ({"values": {"hub": {"consecutiveFailureLimit": None}}}, ["values.hub.consecutiveFailureLimit"]),
        ({"values": {"hub": {"config": {"KubeSpawner": {"consecutive_failure_limit": 9}}}}}, ["values.hub.config.KubeSpawner.consecutive_failure_limit"]),
        ({"limits": {"consecutive_failures": 0}}, []),
    ],
)  # fmt: skip
def test_refused_starts(settings: dict[str, Any], where: list[str]) -> None:
    """With restricted profiles, a limit of failures is a warning, whoever set it; without them it is not."""
    assert [] == _found(**settings)
    restricted = {"profiles": ["cpu-small", {"display_name": "Lab", "allowed_users": ["ada"]}]}

    assert [(path, True) for path in where] == _found(**settings, **restricted)
