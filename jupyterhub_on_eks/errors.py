"""The error of all verbs: something that the user can fix."""

from __future__ import annotations

from jupyterhub_on_eks.cli.exit_status import ExitStatus


class ToolError(Exception):
    """The message says what is wrong and what to do; it is shown as it is.

    Args:
        message: one or more lines.
        status: exit status of the command. Default: that of what is wrong outside of the hub files.
    """

    def __init__(self, message: str, status: ExitStatus = ExitStatus.OUTSIDE) -> None:
        super().__init__(message)
        self.status = status
