"""The progress in a file or a pipe."""

from __future__ import annotations

import io

import pytest

from jupyterhub_on_eks.deployment.events import parse
from jupyterhub_on_eks.deployment.progress import display
from jupyterhub_on_eks.deployment.tracker import Tracker
from tests.jupyterhub_on_eks.deployment.recorded_runs import APPLY, TEMPLATE


def _shown() -> str:
    tracker, stream = Tracker(TEMPLATE), io.StringIO()
    with display(tracker, stream) as shown:
        for event in map(parse, APPLY):
            shown.show(event, tracker.hear(event))
    return stream.getvalue()


def test_a_line_for_each_end_and_regularly_for_slow_resources() -> None:
    """With what waits for it, and the output of a program that Terraform runs."""
    assert (
        "  1/4 created aws_efs_file_system.home (6 s)\n"
        "  still creating aws_efs_mount_target.a (10 s); helm_release.hub waits for it\n"
        "  still creating aws_efs_mount_target.a (2 min 0 s); helm_release.hub waits for it: waiting for DNS\n"
        "  2/4 created aws_eks_addon.driver (2 min 5 s)\n"
        "  3/4 failed to create aws_efs_mount_target.a (2 min 10 s)\n"
    ) == _shown()


@pytest.mark.parametrize(("variable", "colored"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_failure_is_colored(variable: str, *, colored: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the stream shows colors."""
    monkeypatch.setenv(variable, "1")

    assert colored == ("\033[31m  3/4 failed" in _shown())
