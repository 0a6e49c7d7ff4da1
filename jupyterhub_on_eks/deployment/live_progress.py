"""The progress on a terminal: running resources with their duration, waiting ones, and above them finished ones."""

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

#: Maximum waiting resources shown, so that the display fits on a terminal.
_WAITING = 4

#: Maximum running resources shown; Terraform starts at most ten.
_RUNNING = 10


@contextmanager
def live_display(tracker: Tracker, stream: TextIO) -> Iterator[LiveDisplay]:
    """Show the display until the block ends; lines of finished resources stay on the terminal."""
    console = Console(file=stream, highlight=False)
    shown = LiveDisplay(tracker)
    with Live(shown, console=console, refresh_per_second=4, transient=True) as live:
        shown.live = live
        yield shown


class LiveDisplay:
    """The display below the lines of finished resources.

    Args:
        tracker: progress of the run.
    """

    live: Live | None = None

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def show(self, event: Event, ended: str | None) -> None:
        """Print a finished resource above the display, which updates itself."""
        if ended and self.live:
            failed = event.kind == "apply_errored"
            self.live.console.print(Text.assemble(("✗ " if failed else "✓ ", "red" if failed else "green"), ended))

    def __rich__(self) -> RenderableType:
        tracker = self._tracker
        table = Table.grid(padding=(0, 1))
        for address, running in list(tracker.running.items())[:_RUNNING]:
            elapsed = duration(tracker.clock() - running.since)
            table.add_row(
                Text("…", "yellow"), Text(f"{running.doing} {address}{f': {running.output}' if running.output else ''}"), Text(elapsed)
            )
        for address in list(tracker.waiting)[:_WAITING]:
            if on := tracker.waits_for(address):
                more = f" and {len(on) - 1} more" if on[1:] else ""
                table.add_row(Text(" "), Text(f"{address} waits for {on[0]}{more}", "dim"), Text(""))
        bar = Table.grid(padding=(0, 1))
        done = f"{len(tracker.done)} of {tracker.total}"
        bar.add_row(ProgressBar(total=max(tracker.total, 1), completed=len(tracker.done), width=30), Text(done))
        return Group(table, bar)
