"""The state of a Terraform run."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.deployment.events import parse
from jupyterhub_on_eks.deployment.tracker import Tracker, duration
from tests.jupyterhub_on_eks.deployment.recorded_runs import APPLY, TEMPLATE, hook, planned


def test_running() -> None:
    """What is done, what runs, what waits and for what."""
    tracker = Tracker(TEMPLATE, clock=lambda: 100.0)

    ended = [line for line in (tracker.hear(parse(line)) for line in APPLY[:12]) if line]

    assert ["created aws_efs_file_system.home (6 s)"] == ended
    assert (["aws_efs_file_system.home"], ["helm_release.hub"]) == (list(tracker.done), list(tracker.waiting))
    assert ["aws_eks_addon.driver", "aws_efs_mount_target.a"] == list(tracker.running)
    assert ["aws_efs_mount_target.a", "aws_eks_addon.driver"] == tracker.waits_for("helm_release.hub")
    assert (4, 100.0, "waiting for DNS") == (
        tracker.total,
        tracker.running["aws_eks_addon.driver"].since,
        tracker.running["aws_efs_mount_target.a"].output,
    )


def test_failed_run() -> None:
    """Each error once, and lines that are not JSON."""
    tracker = Tracker(TEMPLATE)

    ended = [line for line in (tracker.hear(parse(line)) for line in [*APPLY, "Error: not JSON\n", "\n"]) if line]

    assert "failed to create aws_efs_mount_target.a (2 min 10 s)" == ended[-1]
    assert (["Error: Timeout\n  No DNS."], ["Error: not JSON"]) == (tracker.errors, tracker.other)
    assert "failed" == tracker.done["aws_efs_mount_target.a"]


def test_replaced_resource_counts_once() -> None:
    """It is destroyed and created."""
    tracker = Tracker({})
    lines = [
        planned("a.b", "replace"),
        *(hook(kind, "a.b", action) for action in ("delete", "create") for kind in ("apply_start", "apply_complete")),
    ]

    ended = [line for line in (tracker.hear(parse(line)) for line in lines) if line]

    assert ["destroyed a.b (0 s)", "created a.b (0 s)"] == ended
    assert 1 == tracker.total == len(tracker.done)


@pytest.mark.parametrize(("seconds", "expected"), [(0, "0 s"), (59.9, "59 s"), (60, "1 min 0 s"), (3725, "62 min 5 s")])
def test_duration(seconds: float, expected: str) -> None:
    """As people write it."""
    assert expected == duration(seconds)
