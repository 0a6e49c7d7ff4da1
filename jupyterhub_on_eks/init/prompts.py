"""Questions on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

#: What is typed instead of chosen.
OTHER = "another, to be typed"


class Interrupted(Exception):  # noqa: N818  # no mistake: the user has ended it
    """The user ended the questions."""


class Prompts(Protocol):
    """Someone who answers."""

    def choose(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Return the key of the choice; the values explain the keys."""

    def text(self, question: str, *, default: str = "") -> str:
        """Return what was typed, which may be empty."""


class Terminal:
    """The user, asked by questionary."""

    def choose(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Return the key of the choice."""
        import questionary  # noqa: PLC0415  # a fifth of a second, and only where someone is asked

        entries = [questionary.Choice(f"{key}: {words}" if words else key, key) for key, words in choices.items()]
        return self._answered(questionary.select(question, choices=entries, default=default))

    def text(self, question: str, *, default: str = "") -> str:
        """Return what was typed."""
        import questionary  # noqa: PLC0415  # as in `choose`

        return self._answered(questionary.text(question, default=default)).strip()

    @staticmethod
    def _answered(question: Any) -> str:
        answer = question.ask()
        if answer is None:  # Ctrl-C
            raise Interrupted
        return str(answer)


def choose_or_type(prompts: Prompts, question: str, choices: Sequence[str], *, typed: str) -> str:
    """Offer what there is, and let the user type something else. Without choices, the user types.

    Args:
        prompts: who answers.
        question: the question.
        choices: what there is.
        typed: the question to someone who types.
    """
    if choices:
        answer = prompts.choose(question, {**dict.fromkeys(choices, ""), OTHER: ""})
        if answer != OTHER:
            return answer
    return prompts.text(typed)
