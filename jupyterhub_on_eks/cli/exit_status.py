"""Exit statuses of all verbs."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a script can tell from a verb's exit status. 130 is an interruption, as in shells."""

    FINE = 0
    MISTAKES = 1
    """Hub files hold mistakes."""
    USAGE = 2
    """The command is wrong: an option, or a file that is not there."""
    OUTSIDE = 3
    """Something on the cluster, in AWS or on this machine, or what Terraform refused."""
    CHANGES = 4
    """``diff --exit-code`` has found changes."""
