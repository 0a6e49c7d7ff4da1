"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How good it is. The values are those of JSON reports, and stay what they are."""

    OK = "ok"
    WARNING = "warning"
    """It works, but should be known."""
    WAITING = "waiting"
    """Not yet; it may come by itself."""
    FAILURE = "failure"
    NOT_CHECKED = "not-checked"
    """Nobody could be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a report.

    Args:
        level: how good it is.
        words: what was found, one sentence. A full stop at its end, as in words of AWS or Kubernetes, is removed.
        fix: what to do, without a full stop. Default: nothing.
        check: name of the check; the runner writes it.
    """

    level: Level
    words: str
    fix: str = ""
    check: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.words.rstrip("."))

    @property
    def line(self) -> str:
        """Words and fix."""
        return f"{self.words}. {self.fix}" if self.fix else self.words


def ok(words: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(level=Level.OK, words=words)


def warning(words: str, fix: str = "") -> Finding:
    """Return that something should be known."""
    return Finding(level=Level.WARNING, words=words, fix=fix)


def waiting(words: str, fix: str = "") -> Finding:
    """Return that something is not ready yet."""
    return Finding(level=Level.WAITING, words=words, fix=fix)


def failure(words: str, fix: str) -> Finding:
    """Return that something is wrong, with what to do about it."""
    return Finding(level=Level.FAILURE, words=words, fix=fix)


def not_checked(words: str, fix: str = "") -> Finding:
    """Return that nothing can be told, and why."""
    return Finding(level=Level.NOT_CHECKED, words=words, fix=fix)
