"""Sections of the chart's values that null removes. The schema allows null, but templates read keys below, so Helm fails in mid-apply.

Found by rendering an old and the newest series of the chart with each section set to null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_schema.tables import Table

#: Maximum number of keys in a message.
_MOST_KEYS = 4


def sections_taken_away(values: Mapping[str, Any], table: Table, *, number: int | None = None, path: KeyPath = ()) -> Iterator[Problem]:
    """Yield each null that replaces a mapping whose keys the chart reads.

    Args:
        values: the user's own values, which Helm merges over the chart's defaults.
        table: the schema of the chart's version.
        number: the place of the values in the table. Default: the outermost.
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
            yield Problem(_message(list(section["keys"])), (*path, key))


def _message(keys: list[str]) -> str:
    more = f" and {len(keys) - _MOST_KEYS} more" if len(keys) > _MOST_KEYS else ""
    named = f"{', '.join(keys[:_MOST_KEYS])}{more}"
    return f"null would drop all keys below it, which the chart reads: {named}; set only the keys to change, each to a value or null"
