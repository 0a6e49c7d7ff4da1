"""Console output of the scripts: progress of slow steps, and one clear message for an error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from jupyterhub_on_eks import terminal


class Trouble(Exception):  # noqa: N818 -- shown to people, who meet troubles, not errors
    """An error that the user can fix: the message has the cause and the fix.

    Args:
        message: one or more lines, printed as they are.
        status: exit status of the command. Default: 1.
    """

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Color the text if the stream (default: standard output) shows colors; text with colors keeps its own."""
    return text if "\033" in text else terminal.styled(text, style, stream or sys.stdout)


def run_command(command: Callable[[], int]) -> int:
    """Run a command; any error ends in a message on standard error.

    Returns:
        The exit status: the command's, the trouble's, 1 for a system error, 130 for an interruption.
    """
    try:
        return command()
    except Trouble as trouble:
        said, status = str(trouble), trouble.status
    except OSError as error:
        said, status = f"{error}\nFix this and run the command again. If a part of the project is missing, make set-up installs it.", 1
    except KeyboardInterrupt:
        said, status = "Interrupted. Run the command again; completed steps are skipped.", 130
    first, *rest = said.split("\n")
    print(styled(first, "red", sys.stderr), *rest, sep="\n", file=sys.stderr, flush=True)
    return status


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title of a running step, and then on the same line how many seconds it took."""
    started = time.monotonic()
    print(f"  {title} ...", end="", flush=True)
    ending = " stopped"
    try:
        yield
        ending = f" {time.monotonic() - started:.0f} s"
    finally:
        print(ending, flush=True)
