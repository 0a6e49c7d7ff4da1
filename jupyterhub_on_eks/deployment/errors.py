"""The error of the verbs that deploy."""

from __future__ import annotations

from typing import TextIO

from jupyterhub_on_eks.cli.exit_status import ExitStatus
from jupyterhub_on_eks.cli.terminal import styled


class DeploymentError(Exception):
    """Something that the user can fix: the message says what is wrong and what to do.

    Args:
        message: one or more lines, shown as they are.
        status: exit status of the command. Default: that of what is wrong outside of the hub files.
    """

    def __init__(self, message: str, status: ExitStatus = ExitStatus.OUTSIDE) -> None:
        super().__init__(message)
        self.status = status


def report(error: DeploymentError, stream: TextIO) -> None:
    """Print an error, its first line in red; one without a message was reported by the app that failed."""
    first, *rest = str(error).split("\n")
    if first:
        print(styled(first, "red", stream), *rest, sep="\n", file=stream, flush=True)
