"""What plain data may hold before the models see it: so much that everyone's hub fits, and nothing that can't cross to Node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.errors import KeyPath, key_path

#: A hub file has a few hundred values; aliases can make a small file expand to billions.
MOST_VALUES = 50_000
#: Levels of mappings and lists in one another; the deepest settings and chart values have about ten.
MOST_LEVELS = 50

TOO_MANY = f"holds more than {MOST_VALUES} values once its aliases are written out; take the aliases out"
TOO_DEEP = "is nested too deeply; a hub file needs fewer than 20 levels"

_RESERVED = "TfToken["
#: Whole numbers that JSON, Helm and Terraform all hold.
_LEAST, _MOST = -(2**63), 2**63 - 1
_TOO_LONG = "a whole number of more than 64 bits, which Helm and Terraform can't hold"
#: Control characters but for the white space among them, and halves of characters (surrogates), which no UTF-8 can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def plain_problem(data: dict[str, Any]) -> str | None:
    """Walk all values as if aliases were written out; name the first that has no place in a hub file, with its key path.

    Args:
        data: a mapping as YAML or TOML gives it.
    """
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    values = 0
    while waiting:
        where, item = waiting.pop()
        values += 1
        if values > MOST_VALUES:
            return TOO_MANY
        if len(where) > MOST_LEVELS:
            return f"{key_path(where[:3])}: {TOO_DEEP}"
        if problem := _wrong(where, item):
            return problem
        waiting += _below(where, item)
    return None


def _below(where: KeyPath, item: Any) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield (*where, key), value
    elif isinstance(item, list):
        for position, value in enumerate(item):
            yield (*where, position), value


def _wrong(where: KeyPath, item: Any) -> str | None:
    here = key_path(where) or "the file"
    if isinstance(item, dict):
        problem = next(filter(None, map(_wrong_key, item)), None)
    elif isinstance(item, str):
        problem = _wrong_text(item)
    elif isinstance(item, int):
        problem = None if _LEAST <= item <= _MOST else f"is {_TOO_LONG}; put it in quotes if it is text"
    elif isinstance(item, list | float | None):
        problem = None
    else:
        kind = "binary data" if isinstance(item, bytes) else f"a {type(item).__name__}"
        problem = f"is {kind}, which has no place in a hub file; put it in quotes"
    return f"{here}: {problem}" if problem else None


def _wrong_key(key: Any) -> str | None:
    if isinstance(key, str):
        problem = _wrong_text(key)
        return f"a key {problem}" if problem else None
    too_long = isinstance(key, int) and not _LEAST <= key <= _MOST
    return f"a key is {_TOO_LONG}; put it in quotes" if too_long else f"the key {key!r} is not text; put it in quotes"


def _wrong_text(text: str) -> str | None:
    if _RESERVED in text:
        return f"holds {_RESERVED!r}, which CDKTF keeps to itself; write something else"
    if found := _UNWRITABLE.search(text):
        return f"holds the character U+{ord(found[0]):04X}, which can't be written to a file that others read; take it out"
    return None


def unshared(value: Any) -> Any:
    """Copy data so that no mapping or list in it is the same object as another, as aliases make them: models are known by their data."""
    if isinstance(value, dict):
        return {key: unshared(item) for key, item in value.items()}
    return [unshared(item) for item in value] if isinstance(value, list) else value
