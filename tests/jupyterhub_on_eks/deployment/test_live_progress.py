"""The progress on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from jupyterhub_on_eks.deployment.events import parse
from jupyterhub_on_eks.deployment.live_progress import LiveDisplay, live_display
from jupyterhub_on_eks.deployment.progress import display
from jupyterhub_on_eks.deployment.tracker import Tracker
from tests.jupyterhub_on_eks.deployment.recorded_runs import APPLY, TEMPLATE


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def test_running_and_waiting_resources() -> None:
    """With the time so far, what they wait for, and how much is done."""
    times = iter([0.0, 0.0, 5.0, *[75.0] * 10])
    tracker = Tracker(TEMPLATE, clock=lambda: next(times))
    for line in APPLY[:12]:
        tracker.hear(parse(line))

    console = Console(file=io.StringIO(), width=100, color_system=None)
    with console.capture() as shown:
        console.print(LiveDisplay(tracker))

    driver, target, hub, bar = (" ".join(line.split()) for line in shown.get().splitlines())
    assert "… creating aws_eks_addon.driver 1 min 15 s" == driver
    assert "… creating aws_efs_mount_target.a: waiting for DNS 1 min 10 s" == target
    assert "helm_release.hub waits for aws_efs_mount_target.a and 1 more" == hub
    assert bar.endswith("1 of 4")


def test_what_is_done_stays_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the display, which is erased; a dumb terminal gets lines."""
    monkeypatch.setenv("TERM", "xterm-256color")
    tracker, stream = Tracker(TEMPLATE), Terminal()
    with live_display(tracker, stream) as shown:
        for event in map(parse, APPLY):
            shown.show(event, tracker.hear(event))
    assert "created aws_efs_file_system.home (6 s)" in stream.getvalue()
    assert "failed to create aws_efs_mount_target.a (2 min 10 s)" in stream.getvalue()

    with display(tracker, Terminal()) as live:
        assert isinstance(live, LiveDisplay)
    monkeypatch.setenv("TERM", "dumb")
    with display(tracker, Terminal()) as plain:
        assert not isinstance(plain, LiveDisplay)
