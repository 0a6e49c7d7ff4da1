"""docs/operating.md quotes messages as they are printed: each comes from the source, and a test makes it appear."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: Messages of other programs, with their sources.
OTHERS = {
    "redirect_uri_mismatch": "Google, and others: OAuth error of the authorization endpoint",
    "403 : Forbidden": "JupyterHub, templates/error.html; tests/login/test_browser.py logs in as someone in no rule",
    "another operation (install/upgrade/rollback) is in progress": "Helm, pkg/action; tests/test_docs.py checks each state's way out",
    "Error acquiring the state lock": "Terraform and OpenTofu, internal/command/clistate",
}

#: Characters of a message's own words that a test has to quote, and those that make a message recognizable.
_QUOTED, _OWN = 12, 14


def _messages() -> list[str]:
    """Return the messages of the page: bold code at the beginning of a line."""
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    return re.findall(r"^\*\*`(.+?)`\*\*", page, re.MULTILINE)


def _strings(files: Iterator[Path]) -> Iterator[list[str]]:
    """Yield each string of programs in its literal parts, between which values are filled in."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield re.split("\0+", "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield [node.value]


@cache
def _templates() -> list[list[str]]:
    """Return the product's strings that have words enough to be recognized."""
    files = (file for folder in ("constructs_lib", "jupyterhub_on_eks", "scripts") for file in (ROOT / folder).rglob("*.py"))
    return [parts for parts in _strings(files) if max(map(len, parts)) >= _OWN]


@cache
def _tested() -> str:
    """Return all strings of tests, and the messages of case files."""
    programs = (file for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__))
    return "\0".join([*("\0".join(parts) for parts in _strings(programs)), *(file.read_text(encoding="utf-8") for file in (ROOT / "tests/cases").iterdir())])


def _origin(message: str) -> list[str] | None:
    """Return the literal parts of the string that a message is made by; a message may be the beginning of what is printed."""
    for parts in _templates():
        # What follows the quoted part may be left out on the page: the pattern ends where the message does.
        for end in range(len(parts), 0, -1):
            if re.match(".+".join(map(re.escape, parts[:end])), message) or ".+".join(parts).startswith(message):
                own = parts[:end]
                if sum(map(len, own)) >= _OWN:
                    return own
    return None


@pytest.mark.parametrize("message", [message for message in _messages() if message not in OTHERS])
def test_message_is_printed(message: str) -> None:
    """Word for word by a string of the product, and that string is made to appear by a test."""
    origin = _origin(message)

    assert origin is not None, "no string of the product makes this message"
    windows = [part[start : start + _QUOTED] for part in origin for start in range(len(part) - _QUOTED + 1)]
    assert any(window in _tested() for window in windows), f"no test quotes {origin}"


def test_page_quotes_enough() -> None:
    """The page has each kind of trouble, and no other program's message that isn't listed here."""
    messages = _messages()

    assert len(messages) > 30
    assert set(OTHERS) <= set(messages)


def test_a_wrong_quotation_is_found() -> None:
    """A message of no string, and one with a changed word."""
    assert _origin("hub-5d9c can't pull quay.io/x:1: not found")
    assert None is _origin("hub-5d9c can't fetch quay.io/x:1: not found")
    assert None is _origin("the claim hub-db-dir has lost a volume")
