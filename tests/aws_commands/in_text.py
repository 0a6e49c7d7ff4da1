"""Finds AWS CLI commands in pages and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.docs.shell import shell_commands

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SHELLS = {"bash", "sh", "shell"}
#: A typed command of a console block, which may have several lines; the others are output.
_TYPED = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`]*)`")


def commands_of_page(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each aws command of a Markdown page: in shell blocks, and between backticks in its sentences."""
    for _, language, block in _FENCE.findall(text):
        if language in _SHELLS:
            yield from commands_of_shell(block)
        if language == "console":
            yield from commands_of_shell("\n".join(_TYPED.findall(block)))
    for code in _INLINE.findall(_FENCE.sub("", text)):
        if code.startswith("aws "):
            yield from commands_of_shell(" ".join(code.split()))


def commands_of_shell(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each aws command of a shell script, also in ``$(…)``."""
    for program, *words in shell_commands(text):
        if program == "aws" and words:
            yield words
