"""How the scripts speak: progress while something takes time, and one clear message where something is wrong."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

#: Escape sequences by what they mean here.
STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}


class Trouble(Exception):  # noqa: N818 -- shown to people, who meet troubles, not errors
    """Something the user can mend: the message says what is wrong and what to do.

    Args:
        message: one or more lines, printed as they are.
        status: exit status of the command. Default: 1.
    """

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def interactive(stream: TextIO) -> bool:
    """Tell whether a person watches the stream, so that lines may be rewritten and coloured."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Colour the text where the stream (default: standard output) is a terminal and ``NO_COLOR`` is not set."""
    if os.environ.get("NO_COLOR") or not interactive(stream or sys.stdout):
        return text
    return f"\033[{STYLES[style]}m{text}\033[0m"


def report(trouble: Trouble) -> int:
    """Print the message on standard error; returns the exit status."""
    first, _, rest = str(trouble).partition("\n")
    print(styled(first, "red", sys.stderr), *([rest] if rest else []), sep="\n", file=sys.stderr, flush=True)
    return trouble.status


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show that something is being done, and after it how many seconds it took: one line, rewritten while it runs on a terminal."""
    started = time.monotonic()
    line = f"  {title} ..."
    live = interactive(sys.stdout)
    finished = threading.Event()

    def tick() -> None:
        while not finished.wait(1):
            print(f"\r{line} {time.monotonic() - started:.0f} s", end="", flush=True)

    print(line, end="", flush=True)
    ticker = threading.Thread(target=tick, daemon=True)
    if live:
        ticker.start()
    ending = "stopped"
    try:
        yield
        ending = "done"
    finally:
        finished.set()
        if live:
            ticker.join()
        seconds = f"{time.monotonic() - started:.0f} s"
        print(f"\r{line} {seconds}" if live and ending == "done" else f" {seconds}" if ending == "done" else f" {ending}", flush=True)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show a line while something short is done, and wipe it out afterwards; on a terminal only."""
    live = interactive(sys.stdout)
    if live:
        print(text, end="", flush=True)
    try:
        yield
    finally:
        if live:
            print("\r\033[K", end="", flush=True)
