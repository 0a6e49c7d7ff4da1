"""The chart's own schemas of its values, without descriptions: one table of key names and types for each version.

``tables.json`` is written by ``scripts/chart_tables.py`` and read when a hub has ``values``. Versions share places that are equal:
places are numbered, and a version is the number of its outermost place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from constructs_lib.models.chart_version import ChartVersion

_FILE = Path(__file__).with_name("tables.json")


class Place(TypedDict):
    """The schema of the value in one place. A number refers to another place; an absent key restricts nothing."""

    type: NotRequired[Sequence[str]]
    """The types, by their names in JSON Schema."""
    enum: NotRequired[Sequence[object]]
    minimum: NotRequired[float]
    keys: NotRequired[Mapping[str, int]]
    patterns: NotRequired[Mapping[str, int]]
    """Places of the keys that match a regular expression."""
    closed: NotRequired[bool]
    """Whether no other keys are allowed."""
    items: NotRequired[int]
    required: NotRequired[Sequence[str]]
    one_of: NotRequired[Sequence[str]]
    """Keys, exactly one of which is required."""
    when: NotRequired[tuple[str, int]]
    """A key, and an additional place that applies if the key is true."""


@dataclass(frozen=True)
class Table:
    """The schema of one version of the chart.

    Args:
        places: all places of all versions.
        root: number of the version's outermost place.
    """

    places: Sequence[Place]
    root: int

    def paths(self, name: str) -> Iterator[str]:
        """Yield the key paths that end in a key of this name, at any depth."""
        waiting: list[tuple[tuple[str, ...], int]] = [((), self.root)]
        while waiting:
            path, number = waiting.pop(0)
            for key, below in self.places[number].get("keys", {}).items():
                if key == name:
                    yield ".".join((*path, key))
                waiting.append(((*path, key), below))


def tables_around(version: ChartVersion) -> tuple[Table | None, Table | None]:
    """Return the tables of the versions nearest to a version of the chart, in its own series.

    Returns:
        The table of the newest version that is not newer, and that of the oldest version that is not older; both are its own if it has
        one. Each series has a table.
    """
    read = _read()
    older, newer = (name and Table(read["places"], read["versions"][name]) for name in version.neighbors(read["versions"]))
    return older or None, newer or None


def all_tables() -> tuple[Sequence[Place], Mapping[str, int]]:
    """Return all places, and the number of each version's outermost place."""
    read = _read()
    return read["places"], read["versions"]


@cache
def _read() -> Any:
    return json.loads(_FILE.read_bytes())
