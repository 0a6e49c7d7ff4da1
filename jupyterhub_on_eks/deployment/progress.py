"""Shows the progress of a Terraform run: lines in a file or a pipe, a live display on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TextIO

from jupyterhub_on_eks.deployment.events import Event
from jupyterhub_on_eks.deployment.tracker import Tracker, duration
from jupyterhub_on_eks.terminal import colors, styled

#: Seconds after which a line reports that something still runs; then every minute.
_STILL_RUNNING = (10, 30)


class Display(Protocol):
    """Shows the progress."""

    def show(self, event: Event, ended: str | None) -> None:
        """Show what an event has changed; ``ended`` is the line of a finished resource."""


def display(tracker: Tracker, stream: TextIO) -> AbstractContextManager[Display]:
    """Return the display that suits the stream: the live one on a terminal that shows colors."""
    if stream.isatty() and colors(stream):
        from jupyterhub_on_eks.deployment.live_progress import live_display  # noqa: PLC0415  # rich is slow to import

        return live_display(tracker, stream)
    return _lines(tracker, stream)


@contextmanager
def _lines(tracker: Tracker, stream: TextIO) -> Iterator[Display]:
    yield Lines(tracker, stream)


class Lines:
    """Prints a line for each finished resource, and from time to time one for a slow resource.

    Args:
        tracker: progress of the run.
        stream: where the lines are written.
    """

    def __init__(self, tracker: Tracker, stream: TextIO) -> None:
        self._tracker, self._stream = tracker, stream

    def show(self, event: Event, ended: str | None) -> None:
        """Print a line if the event needs one."""
        if ended:
            line = f"  {len(self._tracker.done)}/{self._tracker.total} {ended}"
            self._print(line, "red" if event.kind == "apply_errored" else None)
        elif event.kind == "apply_progress" and _is_due(event.seconds) and (running := self._tracker.running.get(event.resource)):
            held_up = [address for address in self._tracker.waiting if event.resource in self._tracker.waits_for(address)]
            held = f"; {held_up[0]}{' and others wait' if held_up[1:] else ' waits'} for it" if held_up else ""
            output = f": {running.output}" if running.output else ""
            self._print(f"  still {running.doing} {event.resource} ({duration(event.seconds)}){held}{output}", None)

    def _print(self, line: str, style: str | None) -> None:
        print(styled(line, style, self._stream) if style else line, file=self._stream, flush=True)


def _is_due(seconds: int) -> bool:
    # Terraform reports every ten seconds.
    return any(limit <= seconds < limit + 10 for limit in _STILL_RUNNING) or (seconds >= 60 and seconds % 60 < 10)  # noqa: PLR2004
