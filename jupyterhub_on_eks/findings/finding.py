"""Findings: the results of checks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Level of a finding. The values are part of JSON reports and must not change."""

    OK = "ok"
    WARNING = "warning"
    """It works, but the user should know about it."""
    WAITING = "waiting"
    """Not ready yet; no action may be needed."""
    FAILURE = "failure"
    NOT_CHECKED = "not-checked"
    """The state could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a report.

    Args:
        level: level of the finding.
        message: what was found, one sentence. A full stop at its end, as in messages of AWS or Kubernetes, is removed.
        fix: what to do, without a full stop. Default: nothing.
        check: name of the check; the runner sets it.
    """

    level: Level
    message: str
    fix: str = ""
    check: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", self.message.rstrip("."))

    @property
    def line(self) -> str:
        """Message and fix."""
        return f"{self.message}. {self.fix}" if self.fix else self.message


def ok(message: str) -> Finding:
    """Return a finding about something that is as it should be."""
    return Finding(level=Level.OK, message=message)


def warning(message: str, fix: str = "") -> Finding:
    """Return a finding that the user should know about."""
    return Finding(level=Level.WARNING, message=message, fix=fix)


def waiting(message: str, fix: str = "") -> Finding:
    """Return a finding about something that is not ready yet."""
    return Finding(level=Level.WAITING, message=message, fix=fix)


def failure(message: str, fix: str) -> Finding:
    """Return a finding about something that is wrong, with its fix."""
    return Finding(level=Level.FAILURE, message=message, fix=fix)


def not_checked(message: str, fix: str = "") -> Finding:
    """Return a finding about something that could not be checked, with the reason."""
    return Finding(level=Level.NOT_CHECKED, message=message, fix=fix)
