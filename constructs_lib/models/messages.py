"""pydantic's findings in the words of this house: the value given, what is allowed, what to do."""

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
#: Names that speak of a secret, beside those of secrets.
_SENSITIVE = re.compile(r"secret|password|credential|private", re.IGNORECASE)
#: The key at which people write the secret itself, a URL in whatever form.
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

#: The kinds by JSON Schema's names.
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
    "true or false": "write one of the two, without quotes",
    "a whole number": "write digits alone, without quotes",
    "a number": "write digits alone, without quotes",
    "a mapping of keys to values": "write it like {key: value}",
}

_BOUNDS = {
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "greater_than": "more than {gt}",
    "less_than": "less than {lt}",
}

_LENGTHS = {
    "string_too_short": "at least {min_length}",
    "string_too_long": "at most {max_length}",
}


def shown(value: object) -> str:
    """Write a value as the user did, shortened; a collection only by its kind."""
    if isinstance(value, list | tuple | dict):
        return _KINDS[type(value)]
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    text = without_secrets(repr(value) if isinstance(value, str | int | float) else f"{type(value).__name__} {value}")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def resembled(key: str, allowed: list[str]) -> str | None:
    """Give the allowed key that a misspelt one was probably meant to be."""
    return next(iter(difflib.get_close_matches(key, allowed, n=1)), None)


def unknown_key(key: str, allowed: list[str], *, elsewhere: Sequence[str] = (), instead: Mapping[str, str] | None = None) -> str:
    """Say that a key isn't known, and which one was probably meant, else which there are. The value isn't shown.

    Args:
        key: the unknown one.
        allowed: those that are known in its place.
        elsewhere: key paths of places where it is known.
        instead: what to write instead of some keys.
    """
    if instead and key in instead:
        return f"unknown key; write {instead[key]}"
    near = " or ".join(elsewhere) or resembled(key, allowed)
    return f"unknown key; did you mean {near}?" if near else f"unknown key; allowed are {', '.join(sorted(allowed))}"


def missing(meaning: str | None) -> str:
    """Say that a required key isn't there, and what it would say.

    Args:
        meaning: the key's documentation, of which the first sentence is repeated.
    """
    sentence = first_sentence(meaning)
    return f"is required but missing: {sentence}" if sentence else "is required but missing"


def first_sentence(meaning: str | None) -> str:
    """Return the first sentence of a key's documentation, as it goes on after a colon."""
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
    """Put one finding of pydantic into words.

    Args:
        kind: pydantic's error type, for example ``string_type``.
        text: pydantic's own message, the fallback.
        path: key path of the value; a name that speaks of a secret keeps the value out of the message.
        value: the value given.
        context: pydantic's details of the error, such as a bound.
        hidden: keep the value out of the message whatever its name.
        example: how the right value looks, where it is a mapping of known keys.
        optional: whether the key may be left out.
    """
    hidden = hidden or any(isinstance(key, str) and (_SENSITIVE.search(key) or secret_name(key)) for key in path)
    hidden = hidden or (isinstance(value, str) and (path[-1:] == _TEXT_FOR_A_SECRET or may_hold_secret(value)))
    given = "the value (not shown)" if hidden else shown(value)
    wanted = _WANTED.get(kind.partition("_")[0])
    if kind == "value_error":
        return str(context["error"]) if isinstance(value, list | tuple | dict) else f"{given} {context['error']}"
    if kind in {"enum", "literal_error"}:
        return f"{given} is not allowed; write one of {_choices(str(context['expected']))}"
    if wanted and kind.endswith(("_type", "_parsing", "_from_float")):
        return _wrong_kind(wanted, value, given, example, optional=optional)
    if kind in _BOUNDS:
        return f"{given} is out of range; write {_BOUNDS[kind].format(**context)}"
    if kind in _LENGTHS and isinstance(value, str):
        return f"{given} has {len(value)} characters; write {_LENGTHS[kind].format(**context)}" if value else "is empty; write something"
    return "is empty; write at least one" if kind == "too_short" else f"{given}: {text[:1].lower()}{text[1:]}"


def _wrong_kind(wanted: str, value: object, given: str, example: str, *, optional: bool) -> str:
    if wanted == _KINDS[dict] and isinstance(value, str):  # it may be what belongs below one of the keys, such as a secret
        return f"is text; write {example or 'it like {key: value}'}"
    if isinstance(value, list | tuple | dict) or value is None:
        way_out = ", or remove the key" if value is None and optional else ""
        return f"is {_KINDS[type(value)]}; write {example or wanted}{way_out}"
    if wanted == "a list":
        advice = f"write [{given}]" if given == shown(value) else "put it in brackets"
    else:
        advice = f"write {example}" if example else _ADVICE[wanted]
    return f"{given} is not {wanted}; {advice}"


def wrong_kind(value: object, kinds: Sequence[str]) -> str:
    """Say that a value is of the wrong kind, and which are right; the value isn't shown.

    Args:
        value: the value given.
        kinds: JSON Schema's names of the right ones.
    """
    wanted = " or ".join(_JSON_KINDS[kind] for kind in kinds if kind != "null" or len(kinds) == 1)
    return f"is {_KINDS[type(value)]}; write {wanted}{', or null' if 'null' in kinds and len(kinds) > 1 else ''}"


def chosen_from(value: object, choices: Sequence[object], path: KeyPath) -> str:
    """Say that a value is none of the choices.

    Args:
        value: the value given; shown as `message` shows it.
        choices: those that are allowed.
        path: key path of the value.
    """
    expected = [choice if isinstance(choice, str) else json.dumps(choice) for choice in choices if choice != ""]
    return message("enum", "", path, value, {"expected": ", ".join(expected)})


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")
