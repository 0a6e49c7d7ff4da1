"""Positions in a hub file, so that editors and CI systems can open a report at the right line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from constructs_lib.errors import KeyPath, Problem

#: Where the text of a key or of a list item begins: characters from the start of the file. The empty path is the whole mapping.
Offsets = dict[KeyPath, int]

_LINE_END = re.compile(r"\r\n?|\n")


class Position(NamedTuple):
    """A place in a text, as editors count: line and column from 1, one column for each character."""

    line: int
    column: int


class Positions:
    """The positions of the key paths of one file.

    A problem is reported at the key, not at its value, as Terraform does for a block and its arguments: the key is there whatever
    the value is (nothing, an alias, text of many lines), and an unknown key has to be changed itself. An item of a list is reported
    where it begins. A key that comes by an alias or a merge key (``<<``) is reported where it is written.

    Args:
        text: the whole file.
        offsets: where its key paths are written. Default: no one knows.
    """

    def __init__(self, text: str, offsets: Mapping[KeyPath, int] = MappingProxyType({})) -> None:
        self._offsets = offsets
        self._line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._length, self._last = len(text), len(text.rstrip())

    def find(self, path: KeyPath) -> Position | None:
        """Return the position of a key path, else of the nearest mapping or list around it that the file has.

        Args:
            path: key path in the file; a missing key is reported at the mapping in which it is missing.

        Returns:
            None if no position is known for certain.
        """
        for length in range(len(path), -1, -1):
            if (offset := self._offsets.get(path[:length])) is not None:
                return self.at(offset)
        return None

    def at(self, offset: int) -> Position:
        """Return the position of an offset.

        Args:
            offset: characters from the start of the file. Its end is reported as the end of its last line that is not blank.
        """
        offset = offset if offset < self._length else self._last
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """Return the offset of a position."""
        return self._line_starts[position.line - 1] + position.column - 1


def report_line(file: Path, problem: str | Problem, position: Position | None = None) -> str:
    """Write a line of the report: ``file:line:column: key.path: message``, as ruff, mypy and compilers do.

    Args:
        file: the hub file, as the user named it.
        problem: message, with its key path if it has one.
        position: line and column. Default: the problem is the file's as a whole.
    """
    where = f":{position.line}:{position.column}" if position else ""
    return f"{file}{where}: {problem}"
