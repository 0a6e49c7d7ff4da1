"""Mappings of the chart that null takes away. Its schema allows that, but its templates read keys below them, and Helm fails in mid-apply.

Found by rendering a chart of an old and of the newest line by Helm with each of them as null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_schema.tables import Table

#: Keys at most that a message names.
_MOST_KEYS = 4


def sections_taken_away(values: Mapping[str, Any], table: Table, *, number: int | None = None, path: KeyPath = ()) -> Iterator[Problem]:
    """Yield each null in the place of a mapping whose keys the chart reads.

    Args:
        values: the user's own, which Helm lays over the chart's defaults.
        table: what the version of the chart takes.
        number: the place of the values. Default: the outermost.
        path: the key path of that place.
    """
    known = table.places[table.root if number is None else number].get("keys", {})
    for key, below in values.items():
        if key not in known:
            continue
        section = table.places[known[key]]
        if isinstance(below, Mapping):
            yield from sections_taken_away(below, table, number=known[key], path=(*path, key))
        elif below is None and section.get("closed") and section.get("keys") and "null" not in section.get("type", ()):
            yield Problem(_words(list(section["keys"])), (*path, key))


def _words(keys: list[str]) -> str:
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    named = f"{', '.join(keys[:_MOST_KEYS])}{more}"
    return f"null would drop all keys below it, which the chart reads: {named}; write the keys to change, each with its value or null"
