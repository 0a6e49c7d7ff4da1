"""docs/operating.md quotes messages as they are printed: each is in the source, and a test produces it."""

from __future__ import annotations

import ast
import re
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

#: Length of a message's own text: a shorter string of the product is not a source, and a test must quote as much.
_OWN = 12


def _messages() -> list[str]:
    """Return the messages of the page: bold code at the beginning of a line."""
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    return re.findall(r"^\*\*`(.+?)`\*\*", page, re.MULTILINE)


@cache
def _templates() -> list[list[str]]:
    """Return the literal parts of the product's strings, between which values are inserted."""
    files = (file for folder in ("constructs_lib", "jupyterhub_on_eks", "scripts") for file in (ROOT / folder).rglob("*.py"))
    parts = [_parts(node) for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return [each for each in parts if sum(map(len, each)) >= _OWN]


def _parts(node: ast.AST) -> list[str]:
    if isinstance(node, ast.JoinedStr):
        return re.split("\0+", "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values))
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@cache
def _tested() -> str:
    """Return the text of all tests and of their case files."""
    files = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests/cases").iterdir()]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file != Path(__file__)).replace("\\'", "'")


def _origin(message: str) -> list[str] | None:
    """Return the literal parts of the string that produces a message. The page may quote the beginning of a long one."""
    for parts in _templates():
        longest = max(parts, key=len)
        if longest not in message and message not in longest:
            continue
        if re.fullmatch(".+".join(map(re.escape, parts)), message) or parts[0].startswith(message):
            return parts
    return None


@pytest.mark.parametrize("message", [message for message in _messages() if message not in OTHERS])
def test_message_is_printed(message: str) -> None:
    """Word for word by a string of the product, and a test produces it."""
    if message.removeprefix("blueprints-addon-jupyterhub ") in _tested():
        return  # a test has all of it
    origin = _origin(message)

    assert origin is not None, "no string of the product produces this message"
    windows = {part[start : start + _OWN] for part in origin for start in range(max(1, len(part) - _OWN + 1))} - {""}
    assert any(window in _tested() for window in windows if len(window) >= min(_OWN, max(map(len, origin)))), f"no test quotes {origin}"


def test_page_quotes_enough() -> None:
    """The page has each kind of problem, and no other program's message that isn't listed here."""
    messages = _messages()

    assert len(messages) > 30
    assert set(OTHERS) <= set(messages)


def test_a_wrong_quotation_is_found() -> None:
    """A message of no string, and one with a changed word."""
    assert _origin("hub-5d9c can't pull quay.io/x:1: not found")
    assert None is _origin("hub-5d9c can't fetch quay.io/x:1: not found")
    assert None is _origin("the claim hub-db-dir has lost a volume")
