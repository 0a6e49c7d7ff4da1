"""The settings of scheduling."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.scheduling.placeholders import UserPlaceholders
from constructs_lib.models.scheduling.settings import AvoidDisruption, DedicatedNodes, NodePurpose, SchedulingConfig, scheduling_problems


def test_defaults() -> None:
    """As the chart's own, and users' servers aren't evicted."""
    scheduling = SchedulingConfig()

    assert UserPlaceholders(replicas=0) == scheduling.placeholders
    assert DedicatedNodes(users=NodePurpose.PREFER, core=NodePurpose.PREFER) == scheduling.node_purposes
    assert scheduling.avoid_disruption is AvoidDisruption.USERS


@pytest.mark.parametrize(
    ("written", "users", "core"),
    [("Require", "require", "require"), ({"users": "require"}, "require", "prefer"), ({"core": "IGNORE"}, "prefer", "ignore")],
)
def test_purposes(written: Any, users: str, core: str) -> None:
    """One value for both, or one each."""
    purposes = SchedulingConfig.model_validate({"dedicated_nodes": written}).node_purposes

    assert (users, core) == (purposes.users.value, purposes.core.value)


@pytest.mark.parametrize(("version", "works"), [("1.2.0", False), ("2.0.0", False), ("3.0.0", True), ("4.4.0", True)])
def test_user_scheduler(version: str, works: bool) -> None:  # noqa: FBT001  # a parameter of the test
    """On if it works; an error if it doesn't and is requested."""
    chart = ChartVersion.of(version)
    asked = SchedulingConfig(user_scheduler=True)

    assert works is SchedulingConfig().has_user_scheduler(chart)
    assert not SchedulingConfig(user_scheduler=False).has_user_scheduler(chart)
    assert ([] if works else [("scheduling", "user_scheduler")]) == [problem.path for problem in scheduling_problems(asked, chart)]
    assert [] == list(scheduling_problems(SchedulingConfig(), chart))
