"""The error of all verbs."""

from __future__ import annotations

from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus


def test_message_and_status() -> None:
    """The cause is outside of the hub files unless the error sets another status."""
    assert ("words", ExitStatus.OUTSIDE) == (str(ToolError("words")), ToolError("words").status)
    assert ExitStatus.USAGE == ToolError("words", ExitStatus.USAGE).status
