"""Guards of users' servers that values remove are listed in the summary."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.server_guards import server_guards
from tests.constructs_lib.rendered.test_values import reading


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"singleuser": {"cloudMetadata": {"blockWithIptables": False}}}, "singleuser.cloudMetadata.blockWithIptables"),
        ({"singleuser": {"cloudMetadata": {"ip": "10.0.0.1"}}}, "singleuser.cloudMetadata.ip"),
        ({"singleuser": {"networkPolicy": {"enabled": False}}}, "singleuser.networkPolicy.enabled"),
        (
            {"singleuser": {"networkPolicy": {"egressAllowRules": {"cloudMetadataServer": True}}}},
            "singleuser.networkPolicy.egressAllowRules.cloudMetadataServer",
        ),
        ({"hub": {"config": {"KubeSpawner": {"init_containers": []}}}}, "hub.config.KubeSpawner.init_containers"),
        ({"singleuser": {"serviceAccountName": "reader"}}, "singleuser.serviceAccountName"),
        ({"hub": {"config": {"KubeSpawner": {"service_account": "reader"}}}}, "hub.config.KubeSpawner.service_account"),
        (
            {"hub": {"config": {"KubeSpawner": {"automount_service_account_token": True}}}},
            "hub.config.KubeSpawner.automount_service_account_token",
        ),
    ],
)
def test_guard_removed(values: dict[str, Any], key: str) -> None:
    """It is a warning, at the key that removes it."""
    (finding,) = server_guards(reading(values=values))

    assert (key, True) == (".".join(map(str, finding.path)).removeprefix("values."), finding.only_warns)


def test_null_removes_several() -> None:
    """Null over all of it is reported once for each."""
    found = list(server_guards(reading(values={"singleuser": {"networkPolicy": None}})))

    assert {("values", "singleuser", "networkPolicy")} == {finding.path for finding in found}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {
            "singleuser": {
                "cloudMetadata": {"blockWithIptables": True},
                "networkPolicy": {"enabled": True, "egress": []},
                "serviceAccountName": None,
            }
        },
        {"hub": {"config": {"KubeSpawner": {"automount_service_account_token": False}}}},
    ],
)
def test_guards_that_remain(values: dict[str, Any]) -> None:
    """The chart's own defaults, set or not."""
    assert [] == list(server_guards(reading(values=values)))
