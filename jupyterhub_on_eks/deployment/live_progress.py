"""The progress on a terminal: what runs and for how long, what waits for what, and above it what is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from jupyterhub_on_eks.deployment.events import Event
from jupyterhub_on_eks.deployment.tracker import Tracker, duration

#: Waiting resources that are shown, so that the display stays lower than a terminal.
_WAITING = 4

#: What runs at the same time; Terraform starts at most ten.
_RUNNING = 10


@contextmanager
def live_display(tracker: Tracker, stream: TextIO) -> Iterator[LiveDisplay]:
    """Show the display until the block ends; what is done stays above it on the terminal."""
    console = Console(file=stream, highlight=False)
    shown = LiveDisplay(tracker)
    with Live(shown, console=console, refresh_per_second=4, transient=True) as live:
        shown.live = live
        yield shown


class LiveDisplay:
    """What the terminal shows below the lines of what is done.

    Args:
        tracker: where the run stands.
    """

    live: Live | None = None

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def show(self, event: Event, ended: str | None) -> None:
        """Print what has ended above the display, which shows the rest by itself."""
        if ended and self.live:
            failed = event.kind == "apply_errored"
            self.live.console.print(Text.assemble(("✗ " if failed else "✓ ", "red" if failed else "green"), ended))

    def __rich__(self) -> RenderableType:
        tracker = self._tracker
        table = Table.grid(padding=(0, 1))
        for address, running in list(tracker.running.items())[:_RUNNING]:
            elapsed = duration(tracker.clock() - running.since)
            table.add_row(
                Text("…", "yellow"), Text(f"{running.doing} {address}{f': {running.said}' if running.said else ''}"), Text(elapsed)
            )
        for address in list(tracker.waiting)[:_WAITING]:
            if on := tracker.waits_for(address):
                further = f" and {len(on) - 1} more" if on[1:] else ""
                table.add_row(Text(" "), Text(f"{address} waits for {on[0]}{further}", "dim"), Text(""))
        bar = Table.grid(padding=(0, 1))
        done = f"{len(tracker.done)} of {tracker.total}"
        bar.add_row(ProgressBar(total=max(tracker.total, 1), completed=len(tracker.done), width=30), Text(done))
        return Group(table, bar)
