"""Commands of a shell script, each as a list of words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

_COMMENT = re.compile(r"(^|\s)#.*$", re.MULTILINE)
_BEFORE = {"if", "!", "until", "while", "do", "then", "else", "exec", "export"}
_REDIRECTION = re.compile(r"\d?[<>]+&?")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_SUBSTITUTION = re.compile(r"\$\((.*?)\)", re.DOTALL)

#: Tokens that end a command: shell operators, and a newline.
_ENDS = re.compile(r"[;&|()\n]+")


def shell_commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command, with variables set before it, also in ``$(…)``; without comments, keywords and redirections."""
    lexer = shlex.shlex(_COMMENT.sub("", text).replace("\\\n", " "), posix=True, punctuation_chars=";&|()\n")
    lexer.whitespace, lexer.commenters, lexer.whitespace_split = " \t", "", True
    command: list[str] = []
    for word in [*lexer, "\n"]:
        if not _ENDS.fullmatch(word):
            command.append(word)
            for inner in _SUBSTITUTION.findall(word):
                yield from shell_commands(inner)
        else:
            if plain := _plain(command):
                yield plain
            command = []


def _plain(words: list[str]) -> list[str]:
    """Remove keywords and redirections, with the files that they name."""
    kept: list[str] = []
    skip = False
    for word in words:
        if redirection := _REDIRECTION.match(word):
            skip = redirection.end() == len(word)
        elif skip:
            skip = False
        elif kept or word not in _BEFORE:
            kept.append(word)
    return kept


def parted(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the variables that a command sets, and its other words."""
    variables = {}
    rest = list(words)
    while rest and (found := _ASSIGNMENT.fullmatch(rest[0])):
        variables[found[1]] = found[2]
        del rest[0]
    return variables, rest
