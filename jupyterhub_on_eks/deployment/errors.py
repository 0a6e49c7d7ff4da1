"""The error of the verbs that deploy."""

from __future__ import annotations

from typing import TextIO

from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.terminal import styled


class DeploymentError(ToolError):
    """A stack can't be deployed, compared or destroyed."""


def report(error: ToolError, stream: TextIO) -> None:
    """Print an error, its first line in red; one without a message was reported by the app that failed."""
    first, *rest = str(error).split("\n")
    if first:
        print(styled(first, "red", stream), *rest, sep="\n", file=stream, flush=True)
