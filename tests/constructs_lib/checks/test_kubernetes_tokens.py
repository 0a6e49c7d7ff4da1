"""Kubernetes tokens in servers that have an AWS identity: each way in which values mount one."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.kubernetes_tokens import kubernetes_tokens
from constructs_lib.checks.promises import promise_warnings
from tests.constructs_lib.checks.test_promises import hub
from tests.constructs_lib.rendered.test_values import reading


def _paths(values: dict[str, Any], **settings: Any) -> list[str]:
    found = reading(values=values, service_type="cluster_ip", **{"user_identity": {}, **settings})
    return [".".join(map(str, finding.path)) for finding in kubernetes_tokens(found)]


def _spawner(**traits: Any) -> dict[str, Any]:
    return {"hub": {"config": {"KubeSpawner": traits}}}


def _profile(**override: Any) -> dict[str, Any]:
    return {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": override}]}}


@pytest.mark.parametrize(
    ("values", "path"),
    [
        (_spawner(automount_service_account_token=None), "hub.config.KubeSpawner.automount_service_account_token"),
        (
            {"singleuser": {"extraPodConfig": {"automountServiceAccountToken": True}}},
            "singleuser.extraPodConfig.automountServiceAccountToken",
        ),
        (
            _spawner(extra_pod_config={"automountServiceAccountToken": True}),
            "hub.config.KubeSpawner.extra_pod_config.automountServiceAccountToken",
        ),
        (_profile(automount_service_account_token=True), "singleuser.profileList.0.kubespawner_override.automount_service_account_token"),
        (
            _profile(extra_pod_config={"automount_service_account_token": None}),
            "singleuser.profileList.0.kubespawner_override.extra_pod_config.automount_service_account_token",
        ),
        (
            _spawner(profile_list=[{"kubespawner_override": {"automount_service_account_token": True}}]),
            "hub.config.KubeSpawner.profile_list.0.kubespawner_override.automount_service_account_token",
        ),
    ],
)
def test_token_mounted_by_values(values: dict[str, Any], path: str) -> None:
    """It is found where it is written; without an identity it isn't reported."""
    assert [f"values.{path}"] == _paths(values)
    assert [] == _paths(values, user_identity=None)


@pytest.mark.parametrize(
    "values",
    [
        {},
        _spawner(automount_service_account_token=False),
        _spawner(automount_service_account_token=True),
        _profile(automount_service_account_token=False, service_account="mine"),
        {"singleuser": {"extraPodConfig": {"automountServiceAccountToken": False}}},
        {"singleuser": {"extraEnv": {"automountServiceAccountToken": "x"}}},
    ],
)
def test_no_token(values: dict[str, Any]) -> None:
    """Off, or true, which is checked for each service account."""
    assert [] == _paths(values)


def test_is_a_warning() -> None:
    """Both kinds are listed in the summary, once each."""
    for value in (None, True):
        warned = promise_warnings(
            [hub(user_identity={}, service_type="cluster_ip", values=_spawner(automount_service_account_token=value))]
        )
        assert 1 == sum("automount_service_account_token" in warning for warning in warned)
