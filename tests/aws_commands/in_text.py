"""Finds AWS CLI commands in pages and scripts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_SHELLS = {"bash", "sh", "shell"}
#: A typed line of a console block; the others are output.
_TYPED = re.compile(r"^\$ (.*)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`]*)`")

_COMMENT = re.compile(r"(^|\s)#.*$", re.MULTILINE)
_BEFORE = {"if", "!", "until", "while", "do", "then", "else"}
_REDIRECTION = re.compile(r"\d?[<>]")

#: Tokens that end a command: shell operators, and a newline.
_ENDS = re.compile(r"[;&|()\n]+")


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
    lexer = shlex.shlex(_COMMENT.sub("", text).replace("\\\n", " "), posix=True, punctuation_chars=";&|()\n")
    lexer.whitespace, lexer.commenters, lexer.whitespace_split = " \t", "", True
    command: list[str] = []
    for word in [*lexer, "\n"]:
        if _ENDS.fullmatch(word):
            yield from _aws(command)
            command = []
        else:
            command.append(word)


def _aws(words: list[str]) -> Iterator[list[str]]:
    program, *command = [word for word in words if word not in _BEFORE and not _REDIRECTION.match(word)] or [""]
    if program == "aws" and command:
        yield command
