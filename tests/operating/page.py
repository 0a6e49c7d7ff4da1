"""Quotes in docs/operating.md: bold code at the beginning of a line is a message as it is printed."""

from __future__ import annotations

import re
from functools import cache

from tests.conftest import ROOT

_PAGE = ROOT / "docs/operating.md"


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Return the messages by the headings of their sections, both in the order of the page."""
    parts = re.split(r"^## (.+)$", _PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {
        heading: tuple(re.findall(r"^\*\*`(.+?)`\*\*", text, re.MULTILINE)) for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {heading: messages for heading, messages in found.items() if messages}


def quoted(message: str) -> str:
    """Return a message of another program, which the page has to quote exactly."""
    assert any(message in messages for messages in sections().values()), f"docs/operating.md doesn't quote {message!r}"
    return message


def appears(message: str, text: str) -> bool:
    """Return whether a text contains a message, which begins a line, a column or a sentence, and ends one, or a part of it."""
    return bool(re.search(rf"(?:^|  |: |\. ){re.escape(message)}(?=[.,:;]?\s*$|[.,:;] | \()", text, re.MULTILINE))
