"""Questions on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

#: The choice to type another answer.
OTHER = "another one (type it)"


class Interrupted(Exception):  # noqa: N818  # not an error: the user ended it
    """The user ended the questions."""


class Prompts(Protocol):
    """Asks questions and returns the answers."""

    def choose(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Return the key of the choice; the values explain the keys."""

    def text(self, question: str, *, default: str = "") -> str:
        """Return the typed text, which may be empty."""


class Terminal:
    """Asks the user with questionary."""

    def choose(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Return the key of the choice."""
        import questionary  # noqa: PLC0415  # a fifth of a second, and only needed for questions

        entries = [questionary.Choice(f"{key}: {about}" if about else key, key) for key, about in choices.items()]
        return self._answered(questionary.select(question, choices=entries, default=default))

    def text(self, question: str, *, default: str = "") -> str:
        """Return the typed text."""
        import questionary  # noqa: PLC0415  # as in `choose`

        return self._answered(questionary.text(question, default=default)).strip()

    @staticmethod
    def _answered(question: Any) -> str:
        answer = question.ask()
        if answer is None:  # Ctrl-C
            raise Interrupted
        return str(answer)


def choose_or_type(prompts: Prompts, question: str, choices: Sequence[str], *, typed: str) -> str:
    """Offer choices, and let the user type something else. Without choices, the user types.

    Args:
        prompts: asks the questions.
        question: the question.
        choices: what the user can choose.
        typed: the question if the user types.
    """
    if choices:
        answer = prompts.choose(question, {**dict.fromkeys(choices, ""), OTHER: ""})
        if answer != OTHER:
            return answer
    return prompts.text(typed)
