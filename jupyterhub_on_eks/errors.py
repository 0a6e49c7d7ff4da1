"""The error of all verbs: a problem that the user can fix."""

from __future__ import annotations

from jupyterhub_on_eks.exit_status import ExitStatus


class ToolError(Exception):
    """The message says what is wrong and what to do; it is shown unchanged.

    Args:
        message: one or more lines.
        status: exit status of the command. Default: that of a problem outside of the hub files.
    """

    def __init__(self, message: str, status: ExitStatus = ExitStatus.OUTSIDE) -> None:
        super().__init__(message)
        self.status = status
