"""Messages for pydantic's errors: the value given, what is allowed, what to do."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.secret_text import hidden as without_secrets
from constructs_lib.secret_text import may_hold_secret, secret_name

_LONGEST = 80
#: Names that suggest a secret, in addition to those in `secret_name`.
_SENSITIVE = re.compile(r"secret|password|credential|private", re.IGNORECASE)
#: A key in which users may write the secret itself, a URL in any form.
_TEXT_FOR_A_SECRET = ("hub_database",)

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

#: The kinds, by their names in JSON Schema.
_JSON_KINDS = {
    "boolean": "true or false", "string": "text", "integer": "a whole number", "number": "a number",
    "array": "a list", "object": "a mapping of keys to values", "null": "null",
}  # fmt: skip

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

_ADVICE = {
    "text": "put it in quotes",
    "true or false": "use true or false without quotes",
    "a whole number": "use digits only, without quotes",
    "a number": "use digits only, without quotes",
    "a mapping of keys to values": "use the form {key: value}",
}

_BOUNDS = {
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "greater_than": "more than {gt}",
    "less_than": "less than {lt}",
}

_LENGTHS = {
    "string_too_short": "at least {min_length} are required",
    "string_too_long": "at most {max_length} are allowed",
}


def shown(value: object) -> str:
    """Return a value as the user wrote it, shortened; for a collection, only its kind."""
    if isinstance(value, list | tuple | dict):
        return _KINDS[type(value)]
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    text = without_secrets(repr(value) if isinstance(value, str | int | float) else f"{type(value).__name__} {value}")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def resembled(key: str, allowed: list[str]) -> str | None:
    """Return the allowed key that a misspelt key was probably meant to be."""
    return next(iter(difflib.get_close_matches(key, allowed, n=1)), None)


def unknown_key(key: str, allowed: list[str], *, elsewhere: Sequence[str] = (), instead: Mapping[str, str] | None = None) -> str:
    """Return the message that a key is unknown, with the key that was probably meant, or else all allowed keys. The value is not shown.

    Args:
        key: the unknown key.
        allowed: the keys that are allowed in its place.
        elsewhere: key paths of places where the key is allowed.
        instead: what to use instead of some keys.
    """
    if instead and key in instead:
        return f"unknown key; use {instead[key]}"
    near = " or ".join(elsewhere) or resembled(key, allowed)
    return f"unknown key; did you mean {near}?" if near else f"unknown key; allowed keys: {', '.join(sorted(allowed))}"


def missing(meaning: str | None) -> str:
    """Return the message that a required key is missing, with its meaning.

    Args:
        meaning: the key's documentation; its first sentence is repeated.
    """
    sentence = first_sentence(meaning)
    return f"is required but missing: {sentence}" if sentence else "is required but missing"


def first_sentence(meaning: str | None) -> str:
    """Return the first sentence of a key's documentation, as a continuation after a colon."""
    sentence = " ".join((meaning or "").split()).partition(". ")[0].rstrip(".")
    return f"{sentence[0].lower()}{sentence[1:]}" if sentence.partition(" ")[0].istitle() else sentence


def message(
    kind: str,
    text: str,
    path: KeyPath,
    value: object,
    context: Mapping[str, Any],
    *,
    hidden: bool = False,
    example: str = "",
    optional: bool = False,
) -> str:
    """Return the message for one pydantic error.

    Args:
        kind: pydantic's error type, for example ``string_type``.
        text: pydantic's own message, used as the fallback.
        path: key path of the value; a name that suggests a secret keeps the value out of the message.
        value: the value given.
        context: pydantic's details of the error, such as a bound.
        hidden: keep the value out of the message regardless of its name.
        example: example of a valid value, if it is a mapping of known keys.
        optional: whether the key may be omitted.
    """
    hidden = hidden or any(isinstance(key, str) and (_SENSITIVE.search(key) or secret_name(key)) for key in path)
    hidden = hidden or (isinstance(value, str) and (path[-1:] == _TEXT_FOR_A_SECRET or may_hold_secret(value)))
    given = "the value (not shown)" if hidden else shown(value)
    wanted = _WANTED.get(kind.partition("_")[0])
    if kind == "value_error":
        return str(context["error"]) if isinstance(value, list | tuple | dict) else f"{given} {context['error']}"
    if kind in {"enum", "literal_error"}:
        return f"{given} is not allowed; use one of {_choices(str(context['expected']))}"
    if wanted and kind.endswith(("_type", "_parsing", "_from_float")):
        return _wrong_kind(wanted, value, given, example, optional=optional)
    if kind in _BOUNDS:
        return f"{given} is out of range; use {_BOUNDS[kind].format(**context)}"
    if kind in _LENGTHS and isinstance(value, str):
        return f"{given} has {len(value)} characters; {_LENGTHS[kind].format(**context)}" if value else "is empty; a value is required"
    return "is empty; at least one item is required" if kind == "too_short" else f"{given}: {text[:1].lower()}{text[1:]}"


def _wrong_kind(wanted: str, value: object, given: str, example: str, *, optional: bool) -> str:
    if wanted == _KINDS[dict] and isinstance(value, str):  # the text may belong under one of the keys, for example a secret
        return f"is text; use {example or 'the form {key: value}'}"
    if isinstance(value, list | tuple | dict) or value is None:
        way_out = ", or remove the key" if value is None and optional else ""
        return f"is {_KINDS[type(value)]}; use {example or wanted}{way_out}"
    if wanted == "a list":
        advice = f"use [{given}]" if given == shown(value) else "put it in brackets"
    else:
        advice = f"use {example}" if example else _ADVICE[wanted]
    return f"{given} is not {wanted}; {advice}"


def wrong_kind(value: object, kinds: Sequence[str]) -> str:
    """Return the message that a value is of the wrong kind, and which kinds are allowed; the value is not shown.

    Args:
        value: the value given.
        kinds: the allowed kinds, by their names in JSON Schema.
    """
    wanted = " or ".join(_JSON_KINDS[kind] for kind in kinds if kind != "null" or len(kinds) == 1)
    return f"is {_KINDS[type(value)]}; use {wanted}{', or null' if 'null' in kinds and len(kinds) > 1 else ''}"


def chosen_from(value: object, choices: Sequence[object], path: KeyPath) -> str:
    """Return the message that a value is not one of the choices.

    Args:
        value: the value given; shown as `message` shows it.
        choices: the allowed choices.
        path: key path of the value.
    """
    expected = [choice if isinstance(choice, str) else json.dumps(choice) for choice in choices if choice != ""]
    return message("enum", "", path, value, {"expected": ", ".join(expected)})


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")
