"""Validation of values against the chart's schema, as Helm does it before it installs anything.

Helm first merges the values over the chart's defaults, and null removes a default (Helm, "Values Files", "Deleting a default key").
Where the chart has defaults, null is therefore not a value, and a key is missing only if null has removed it. There are no defaults
below the user's own names and in lists: there null is a value, and required keys must be set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_schema.tables import Place, Table
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.messages import chosen_from, missing, resembled, unknown_key, wrong_kind

#: Maximum number of places in the message on an unknown key.
_MOST_PLACES = 3


def refused(values: Mapping[str, Any], table: Table) -> list[Problem]:
    """Return the values that the chart does not accept, each with its key path. No message repeats free text.

    Args:
        values: the user's own values, which Helm merges over the chart's defaults. A value that only Terraform knows is accepted.
        table: the schema of the chart's version.
    """
    first: dict[KeyPath, Problem] = {}
    for problem in _Verdict(table).of(values, table.root, (), own=False):
        first.setdefault(problem.path, problem)
    return list(first.values())


class _Verdict:
    """Walks through values and table together."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, value: Any, number: int, path: KeyPath, *, own: bool) -> Iterator[Problem]:
        """Yield the problems of a value. ``own``: it is in a place where the chart has no defaults."""
        place = self._table.places[number]
        if is_token(value):
            return
        types = place.get("type")
        if types is not None and not any(_is(value, kind) for kind in types):
            yield Problem(wrong_kind(value, types), path)
        elif not _in_enum(value, place):
            yield Problem(chosen_from(value, place["enum"], path), path)
        elif _is(value, "number") and value < place.get("minimum", value):
            yield Problem(f"{value} is out of range; use {place['minimum']} or more", path)
        elif isinstance(value, Mapping):
            yield from self._keys(value, place, path, own=own)
        elif isinstance(value, list) and "items" in place:
            for position, item in enumerate(value):
                yield from self.of(item, place["items"], (*path, position), own=True)

    def _keys(self, value: Mapping[str, Any], place: Place, path: KeyPath, *, own: bool) -> Iterator[Problem]:
        known, patterns = place.get("keys", {}), place.get("patterns", {})
        for key, below in value.items():
            if below is None and not own and (key in known or key in place.get("required", ())):
                if key in place.get("required", ()):
                    yield Problem("null would remove it, but the chart requires it; remove this key from values", (*path, key))
                continue
            matching = [number for pattern, number in patterns.items() if re.search(pattern, key)]
            if key in known:
                yield from self.of(below, known[key], (*path, key), own=own)
            for number in matching:
                yield from self.of(below, number, (*path, key), own=True)
            if place.get("closed") and key not in known and not matching:
                yield Problem(self._unknown(key, place), (*path, key))
        if own:
            yield from _missing(value, place, path)
        if "when" in place and value.get(place["when"][0]) is True:
            yield from self.of(value, place["when"][1], path, own=True)

    def _unknown(self, key: str, place: Place) -> str:
        allowed, capital = list(place.get("keys", ())), f"{key[:1].upper()}{key[1:]}"
        if any(re.search(pattern, capital) for pattern in place.get("patterns", ())):  # a class below hub.config
            return f"unknown key; did you mean {capital}?"
        places = [f"values.{path}" for path in self._table.paths(key)]
        near = resembled(key, allowed)
        return unknown_key(key, allowed, elsewhere=() if near and len(places) > _MOST_PLACES else places[:_MOST_PLACES])


def _missing(value: Mapping[str, Any], place: Place, path: KeyPath) -> Iterator[Problem]:
    for key in place.get("required", ()):
        if key not in value:
            yield Problem(missing(None), (*path, key))
    choices = place.get("one_of", ())
    given = [key for key in choices if key in value]
    if choices and len(given) != 1:
        yield Problem(f"has {' and '.join(given) or 'none of them'}; set exactly one of {', '.join(choices)}", path)


def _in_enum(value: Any, place: Place) -> bool:
    """Return whether the value is allowed; true is not 1, as in JSON."""
    return "enum" not in place or any(type(value) is type(choice) and value == choice for choice in place["enum"])


#: The Python types of JSON types. Source: JSON Schema, "type": a number without a fraction is an integer too.
_TYPES: Mapping[str, tuple[type[Any], ...]] = {
    "object": (Mapping,), "array": (list,), "string": (str,), "null": (type(None),), "boolean": (bool,),
    "integer": (int, float), "number": (int, float),
}  # fmt: skip


def _is(value: Any, kind: str) -> bool:
    """Return whether a value is of a JSON type; true and false are not numbers."""
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return False
    return kind != "integer" or isinstance(value, int) or value.is_integer()
