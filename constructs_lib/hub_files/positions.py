"""Positions in a hub file, for editors and CI systems to open a report at the right line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from constructs_lib.errors import FileProblem, KeyPath, Kind, Problem, key_path

#: Where the text of a key or of a list item begins: characters from the start of the file. The empty path is the whole mapping.
Offsets = dict[KeyPath, int]

_LINE_END = re.compile(r"\r\n?|\n")


class Position(NamedTuple):
    """A position in a text, as editors count: line and column from 1, one column for each character."""

    line: int
    column: int


class Positions:
    """The positions of the key paths of one file.

    A problem is reported at the key, not at its value, as Terraform does for a block and its arguments: the key exists whatever
    the value is (nothing, an alias, text of many lines), and an unknown key has to be changed itself. An item of a list is reported
    where it begins. A key from an alias or a merge key (``<<``) is reported where it is written.

    Args:
        text: the whole file.
        offsets: where its key paths are written. Default: unknown.
    """

    def __init__(self, text: str, offsets: Mapping[KeyPath, int] = MappingProxyType({})) -> None:
        self._offsets = offsets
        self._line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._length, self._last = len(text), len(text.rstrip())

    def find(self, path: KeyPath) -> Position | None:
        """Return the position of a key path, or of the nearest mapping or list around it that the file has.

        Args:
            path: key path in the file; a missing key is reported at the mapping in which it is missing.

        Returns:
            None if no position is known for certain.
        """
        for length in range(len(path), -1, -1):
            if (offset := self._offsets.get(path[:length])) is not None:
                return self.at(offset)
        return None

    def written_in(self, words: str, base: KeyPath = ()) -> KeyPath:
        """Return the key path that a text begins with, as `key_path` writes it below ``base``: the longest that the file has.

        Args:
            words: a key path followed by a message, such as ``ebs_config.backup: is off`` or ``run_as_root: true makes …``.
            base: key path at which those in the text begin. Returned if the text begins with no key path.
        """
        found: KeyPath | None = base
        while found is not None:
            path, found = found, next((child for child in self._below.get(found, ()) if _begins(words, child[len(base) :])), None)
        return path

    @cached_property
    def _below(self) -> Mapping[KeyPath, Sequence[KeyPath]]:
        """The key paths directly below each."""
        below: dict[KeyPath, list[KeyPath]] = {}
        for path in self._offsets:
            if path:
                below.setdefault(path[:-1], []).append(path)
        return below

    def at(self, offset: int) -> Position:
        """Return the position of an offset.

        Args:
            offset: characters from the start of the file. The end of the file is reported as the end of its last line that is not blank.
        """
        offset = offset if offset < self._length else self._last
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """Return the offset of a position."""
        return self._line_starts[position.line - 1] + position.column - 1


def _begins(words: str, path: KeyPath) -> bool:
    key = key_path(path)
    return words.startswith((f"{key}:", f"{key}.", f"{key}["))


def file_problem(file: Path, problem: str | Problem, position: Position | None = None, *, kind: Kind = Kind.WRONG_VALUE) -> FileProblem:
    """Return a problem with its position in a file.

    Args:
        file: the hub file, as the user wrote its path.
        problem: message, with its key path if it has one.
        position: line and column. Default: the problem concerns the whole file.
        kind: the kind of mistake.
    """
    problem = Problem(problem) if isinstance(problem, str) else problem
    line, column = position or (None, None)
    return FileProblem(file, problem.message, problem.path, line, column, kind)
