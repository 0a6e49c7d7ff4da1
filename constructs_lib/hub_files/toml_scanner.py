"""Positions of the keys in TOML text, which `tomllib` does not report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.positions import Offsets

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""", re.ASCII)
#: Multi-line text may end in two quotes before the three that close it.
_TEXT = re.compile(r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*\'''', re.DOTALL)
_OTHER_VALUE = re.compile(r"[^\s,\]}#][^,\]}#\r\n]*")


def toml_offsets(text: str, data: dict[str, Any]) -> Offsets:
    """Return the offset of each key and list item.

    Args:
        text: TOML that `tomllib` has parsed.
        data: the parsed data. Every key path of the data has to be found, and no other: a wrong position is worse
            than none.

    Returns:
        Nothing if the two differ.
    """
    scanner = _Scanner(text)
    try:
        scanner.document()
    except ValueError:
        return {}
    return scanner.offsets if scanner.offsets.keys() == set(_paths(data, ())) else {}


def last_key(text: str) -> tuple[KeyPath, int] | None:
    """Return the path and the offset of the last key of a text that ends after this key's value, or after the key of a table header.

    Args:
        text: the part of TOML text that `tomllib` read until it found that the key is repeated.

    Returns:
        None if the text is not understood to its end.
    """
    scanner = _Scanner(text)
    with suppress(ValueError, RecursionError):  # the text may end inside of a header or an inline table
        scanner.document()
    return scanner.last_key if scanner.at == len(text) else None


def _paths(item: Any, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    entries = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    for key, value in entries:
        yield from _paths(value, (*path, key))


class _Scanner:
    """Reads keys and skips values; raises ValueError if the text is not as expected.

    Attributes:
        at: offset up to which the text is read.
        offsets: the offsets found so far, by key path.
        last_key: path and offset of the last key that was read with its value.
    """

    def __init__(self, text: str) -> None:
        self.at = 0
        self.offsets: Offsets = {}
        self.last_key: tuple[KeyPath, int] | None = None
        self._text = text
        self._last_part = 0
        self._last_items: dict[KeyPath, int] = {}  # lists of tables; a header with such a name refers to its last table

    def document(self) -> None:
        """Read all statements."""
        self._take(_BLANK)
        self.offsets[()] = self.at
        table: KeyPath = ()
        while self.at < len(self._text):
            start = self.at
            if self._skip("[["):
                table = self._next_item(self._key(()), start)
                self._expect("]]")
            elif self._skip("["):
                table = self._key(())
                self.offsets[table] = self._last_part  # not where a longer key mentioned it
                self._expect("]")
            else:
                self._pair(table)
            self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self.at)
        if not found:
            raise ValueError(self.at)
        self.at = found.end()
        return found[0]

    def _skip(self, mark: str) -> bool:
        found = self._text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def _expect(self, mark: str) -> None:
        if not self._skip(mark):
            raise ValueError(self.at)

    def _key(self, path: KeyPath) -> KeyPath:
        """Read a key, with dots or without, below a path."""
        self._take(_SPACE)
        first = self.at
        while True:
            self._last_part = self.at
            if path in self._last_items:
                path = (*path, self._last_items[path])
            path = (*path, _unquoted(self._take(_KEY)))
            self.offsets.setdefault(path, self._last_part)
            self._take(_SPACE)
            if not self._skip("."):
                self.last_key = path, first
                return path
            self._take(_SPACE)

    def _next_item(self, path: KeyPath, start: int) -> KeyPath:
        number = self._last_items[path] = self._last_items.get(path, -1) + 1
        self.offsets[*path, number] = start
        return (*path, number)

    def _pair(self, table: KeyPath) -> None:
        path = self._key(table)
        key = self.last_key
        self._expect("=")
        self._take(_SPACE)
        self._value(path)
        self.last_key = key  # again, because the value may have keys too

    def _value(self, path: KeyPath) -> None:
        if self._skip("["):
            self._list(path)
        elif self._skip("{"):
            self._inline_table(path)
        else:
            self._take(_TEXT if self._text.startswith(('"', "'"), self.at) else _OTHER_VALUE)

    def _list(self, path: KeyPath) -> None:
        self._take(_BLANK)
        number = 0
        while not self._skip("]"):
            self.offsets[*path, number] = self.at
            self._value((*path, number))
            self._next_entry()
            number += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._take(_BLANK)
        while not self._skip("}"):
            self._pair(path)
            self._next_entry()

    def _next_entry(self) -> None:
        self._take(_BLANK)
        self._skip(",")
        self._take(_BLANK)


def _unquoted(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key
