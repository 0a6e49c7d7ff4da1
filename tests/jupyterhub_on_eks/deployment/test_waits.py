"""Dependencies of each resource."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.deployment.waits import Waits
from tests.jupyterhub_on_eks.deployment.recorded_runs import TEMPLATE

_ALL = ["aws_efs_file_system.home", "aws_efs_mount_target.a", "aws_eks_addon.driver", "helm_release.hub"]


@pytest.mark.parametrize(
    ("address", "action", "expected"),
    [
        ("helm_release.hub", "create", ["aws_efs_mount_target.a", "aws_eks_addon.driver"]),
        ("helm_release.hub", "delete", []),
        ("aws_efs_mount_target.a[0]", "create", ["aws_efs_file_system.home"]),
        ("aws_efs_file_system.home", "delete", ["aws_efs_mount_target.a"]),
        ("aws_eks_addon.driver", "create", []),
        ("other.x", "create", []),
    ],
)
def test_what_comes_before(address: str, action: str, expected: list[str]) -> None:
    """What it refers to or depends on, also through a data source; what is destroyed waits for its dependents. Comments don't count."""
    assert expected == Waits(TEMPLATE).before(address, action, _ALL)


def test_completed_resources_are_not_waited_for() -> None:
    """Only what has not ended."""
    assert ["aws_eks_addon.driver"] == Waits(TEMPLATE).before("helm_release.hub", "create", ["aws_eks_addon.driver"])
