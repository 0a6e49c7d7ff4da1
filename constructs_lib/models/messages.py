"""pydantic's findings in the words of this house: the value given, what is allowed, what to do."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from typing import Any

from constructs_lib.errors import KeyPath

_LONGEST = 80
_SENSITIVE = re.compile(r"secret|password|token$|credential|private", re.IGNORECASE)

_KINDS = {
    bool: "true or false",
    str: "text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    tuple: "a list",
    dict: "a mapping of keys to values",
    type(None): "null",
}

_WANTED = {
    "string": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list",
    "tuple": "a list",
    "dict": "a mapping of keys to values",
    "model": "a mapping of keys to values",
}


def shown(value: object) -> str:
    """Write a value as the user did, shortened; a collection only by its kind."""
    if isinstance(value, list | tuple | dict):
        return _KINDS[type(value)]
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    text = repr(value) if isinstance(value, str | int | float) else f"{type(value).__name__} {value}"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def resembled(key: str, allowed: list[str]) -> str | None:
    """Give the allowed key that a misspelt one was probably meant to be."""
    return next(iter(difflib.get_close_matches(key, allowed, n=1)), None)


def unknown_key(key: str, allowed: list[str]) -> str:
    """Say that a key isn't known, which one may have been meant, and which there are. The value isn't shown."""
    near = resembled(key, allowed)
    hint = f"did you mean {near}? " if near else ""
    return f"unknown key; {hint}Allowed are: {', '.join(allowed)}"


def message(kind: str, text: str, path: KeyPath, value: object, context: Mapping[str, Any], *, hidden: bool = False) -> str:
    """Put one finding of pydantic into words.

    Args:
        kind: pydantic's error type, for example ``string_type``.
        text: pydantic's own message, the fallback.
        path: key path of the value; a name that speaks of a secret keeps the value out of the message.
        value: the value given.
        context: pydantic's details of the error, such as a bound.
        hidden: keep the value out of the message whatever its name.
    """
    hidden = hidden or any(isinstance(key, str) and _SENSITIVE.search(key) for key in path)
    given = "the value (not shown)" if hidden else shown(value)
    if kind == "missing":
        return "is required but missing"
    if kind == "value_error":
        return f"{given} {context['error']}"
    if kind in {"enum", "literal_error"}:
        return f"{given} is not allowed; write one of {_choices(str(context['expected']))}"
    wanted = _WANTED.get(kind.split("_", maxsplit=1)[0])
    if wanted and kind.endswith(("_type", "_parsing", "_from_float")):
        advice = "; put it in quotes" if wanted == "text" and isinstance(value, int | float) else ""
        return f"{given} is not {wanted}{advice}"
    bounds = {
        "greater_than_equal": "at least {ge}",
        "less_than_equal": "at most {le}",
        "greater_than": "more than {gt}",
        "less_than": "less than {lt}",
    }
    if kind in bounds:
        return f"{given} is out of range; write {bounds[kind].format(**context)}"
    return f"{given}: {text[:1].lower()}{text[1:]}"


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")
