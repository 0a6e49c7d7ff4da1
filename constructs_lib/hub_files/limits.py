"""Limits on the data of a hub file before the models see it: plain values that Helm and Terraform can represent exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.hub_files.yaml_scalars import OtherKey, Unread

#: Maximum nesting of mappings and lists; the deepest settings and chart values have about ten levels.
MOST_LEVELS = 50

TOO_DEEP = f"is nested too deeply; a hub file may have {MOST_LEVELS} levels of mappings and lists"

_RESERVED = "TfToken["
#: Whole numbers that JSON, Helm and Terraform can all represent.
_LEAST, _MOST = -(2**63), 2**63 - 1
#: Control characters except white space, and surrogates, which UTF-8 can't encode.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Refused:
    """Stands for a value that is not allowed. No model accepts it, so what depends on it is not judged."""


class RefusedKey(str):
    """Stands for a key that is not allowed: text that no key of a model is.

    Attributes:
        key: the key itself, of any type.
    """

    __slots__ = ("key",)
    key: Any

    @classmethod
    def of(cls, key: Any, number: int) -> RefusedKey:
        """Return the stand-in of a key, with its number in its mapping."""
        made = cls(f"\x00{number}")
        made.key = key
        return made


def within_limits(data: Any, problems: list[tuple[KeyPath, Problem]], where: KeyPath = ()) -> Any:
    """Return a copy of the data in which `Refused` and `RefusedKey` stand for everything that is not allowed in a hub file.

    Args:
        data: a mapping as parsed from YAML or TOML, or what is in it.
        problems: gets each thing that is not allowed: its place, and the problem with its key path. An invalid key has the path of its mapping.
        where: key path of the data.
    """
    if len(where) > MOST_LEVELS:
        problems.append((where[:3], Problem(TOO_DEEP, where[:3])))
        return Refused()
    if isinstance(data, list):
        return [within_limits(item, problems, (*where, position)) for position, item in enumerate(data)]
    if isinstance(data, dict):
        return dict(_entries(data, problems, where))
    if words := _wrong_value(data):
        problems.append((where, Problem(words, where)))
        return Refused()
    return data


def _entries(data: dict[Any, Any], problems: list[tuple[KeyPath, Problem]], where: KeyPath) -> Iterator[tuple[str, Any]]:
    for number, (key, value) in enumerate(data.items()):
        here = (*where, key)
        if words := _wrong_key(key):
            problems.append((here, Problem(words if where else f"the file: {words}", where)))
        yield RefusedKey.of(key, number) if words else key, within_limits(value, problems, here)


def _wrong_value(item: Any) -> str | None:
    if isinstance(item, str):
        return _wrong_text(item)
    if isinstance(item, int):
        too_long = "is a whole number of more than 64 bits, which Helm and Terraform don't support; put it in quotes if it is text"
        return None if _LEAST <= item <= _MOST else too_long
    if isinstance(item, float):
        infinite = "is not a finite number, and JSON, Helm and Terraform have no others; use a number, or put it in quotes if it is text"
        return None if math.isfinite(item) else infinite
    if item is None:
        return None
    if isinstance(item, Unread):
        return item.words
    kind = "binary data" if isinstance(item, bytes) else f"a {type(item).__name__}"
    return f"is {kind}, which is not allowed in a hub file; put it in quotes"


def _wrong_key(key: Any) -> str | None:
    if not isinstance(key, str) or isinstance(key, OtherKey):
        return "a key is not text; put it in quotes"
    problem = _wrong_text(key)
    return f"a key {problem}" if problem else None


def _wrong_text(text: str) -> str | None:
    if _RESERVED in text:
        return f"contains {_RESERVED!r}, which CDKTF reserves; use something else"
    if found := _UNWRITABLE.search(text):
        return f"contains the character U+{ord(found[0]):04X}, which can't be written to text files; remove it"
    return None
