"""Limits on the data of a hub file before the models see it: plain values that Helm and Terraform can represent exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.errors import KeyPath, Problem

#: Maximum nesting of mappings and lists; the deepest settings and chart values have about ten levels.
MOST_LEVELS = 50

TOO_DEEP = "is nested too deeply; a hub file needs fewer than 20 levels"

_RESERVED = "TfToken["
#: Whole numbers that JSON, Helm and Terraform can all represent.
_LEAST, _MOST = -(2**63), 2**63 - 1
#: Control characters except white space, and surrogates, which UTF-8 can't encode.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def first_problem(data: dict[str, Any]) -> tuple[KeyPath, Problem] | None:
    """Walk all values and return the first that is not allowed in a hub file.

    Args:
        data: a mapping as parsed from YAML or TOML.

    Returns:
        The place, and the problem with its key path; for an invalid key the problem has the path of its mapping.
    """
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    while waiting:
        where, item = waiting.pop()
        if len(where) > MOST_LEVELS:
            return where[:3], Problem(TOO_DEEP, where[:3])
        if wrong := _wrong(where, item):
            place, words = wrong
            return place, Problem(words if where else f"the file: {words}", where)
        waiting += _below(where, item)
    return None


def _below(where: KeyPath, item: Any) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield (*where, key), value
    elif isinstance(item, list):
        for position, value in enumerate(item):
            yield (*where, position), value


def _wrong(where: KeyPath, item: Any) -> tuple[KeyPath, str] | None:
    if isinstance(item, dict):
        return next((((*where, key), words) for key in item if (words := _wrong_key(key))), None)
    words = _wrong_value(item)
    return (where, words) if words else None


def _wrong_value(item: Any) -> str | None:
    if isinstance(item, str):
        return _wrong_text(item)
    if isinstance(item, int):
        too_long = "is a whole number of more than 64 bits, which Helm and Terraform don't support; put it in quotes if it is text"
        return None if _LEAST <= item <= _MOST else too_long
    if isinstance(item, list | float | None):
        return None
    kind = "binary data" if isinstance(item, bytes) else f"a {type(item).__name__}"
    return f"is {kind}, which is not allowed in a hub file; put it in quotes"


def _wrong_key(key: Any) -> str | None:
    if not isinstance(key, str):
        return "a key is not text; put it in quotes"
    problem = _wrong_text(key)
    return f"a key {problem}" if problem else None


def _wrong_text(text: str) -> str | None:
    if _RESERVED in text:
        return f"contains {_RESERVED!r}, which CDKTF reserves; use something else"
    if found := _UNWRITABLE.search(text):
        return f"contains the character U+{ord(found[0]):04X}, which can't be written to text files; remove it"
    return None
