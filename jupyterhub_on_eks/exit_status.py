"""Exit statuses of all verbs."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit status of a verb. 130 is an interruption, as in shells."""

    FINE = 0
    MISTAKES = 1
    """Hub files have mistakes."""
    USAGE = 2
    """The command is wrong: an option, or a file that doesn't exist."""
    OUTSIDE = 3
    """An error on the cluster, in AWS, on this machine or of Terraform."""
    CHANGES = 4
    """``diff --exit-code`` found changes."""
