"""Code in pages: fences, and spans between backticks in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
#: Languages of fences that a shell runs, and of those whose lines after a prompt a shell runs.
SHELLS, SCREENS = {"bash", "sh", "shell"}, {"console", "text"}

#: A step of a list has an indented fence.
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_TYPED = re.compile(r"^\$ (.*)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Fence:
    """A fenced block of code.

    Args:
        page: path of its page, from the root of the project.
        line: the first line of the code, in the page.
        language: the word after the backticks.
        text: the code, without the indentation of the fence.
    """

    page: str
    line: int
    language: str
    text: str

    @property
    def first(self) -> str:
        """The first line, which names a fence in tests."""
        return self.text.partition("\n")[0]

    @property
    def script(self) -> str:
        """What a shell runs: all of it, or the lines after a prompt."""
        if self.language in SHELLS:
            return self.text
        return "\n".join(_TYPED.findall(self.text)) if self.language in SCREENS else ""


def name_of(page: Path) -> str:
    """Return a page's path from the root of the project."""
    return page.relative_to(ROOT).as_posix()


def fences(page: Path) -> list[Fence]:
    """Return the fences of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [
        Fence(page=name_of(page), line=text.count("\n", 0, found.start()) + 2, language=found[2], text=dedent(found[3]))
        for found in _FENCE.finditer(text)
    ]


def fence(page: str, first: str) -> Fence:
    """Return the fence of a page that begins with this line."""
    (found,) = (each for each in fences(ROOT / page) if each.first == first)
    return found


def spans(text: str) -> Iterator[str]:
    """Yield the code in the sentences and tables of Markdown text, on one line each."""
    for _, code in _SPAN.findall(_FENCE.sub("", text)):
        yield " ".join(code.replace("\\|", "|").split())


def sections(page: Path) -> dict[str, str]:
    """Return the text below each heading of the second level, by the heading."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
