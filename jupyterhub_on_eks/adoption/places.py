"""Reads, writes and removes values at a path without changing the original. Positions in lists are parts of a path too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs_lib.errors import KeyPath

#: Stands for a missing value; None is a value that has a meaning in the chart.
ABSENT: Any = object()


def at(values: Any, path: KeyPath) -> Any:
    """Return the value at a path; ABSENT if there is none."""
    for key in path:
        there = key in values if isinstance(values, Mapping) else isinstance(values, list) and isinstance(key, int) and key < len(values)
        values = values[key] if there else ABSENT
    return values


def put(values: Any, path: KeyPath, value: Any) -> Any:
    """Return the values with a new value at a path; missing mappings above it are created."""
    if not path:
        return value
    key, *rest = path
    if isinstance(values, list) and isinstance(key, int):
        return [put(item, tuple(rest), value) if position == key else item for position, item in enumerate(values)]
    below = values if isinstance(values, Mapping) else {}
    return {**below, key: put(below.get(key, {}), tuple(rest), value)}


def without(values: Any, path: KeyPath) -> Any:
    """Return the values without the one at a path, and without mappings that become empty."""
    if at(values, path) is ABSENT:
        return values
    *above, last = path
    holder = at(values, tuple(above))
    rest = (
        [item for position, item in enumerate(holder) if position != last]
        if isinstance(holder, list)
        else {key: item for key, item in holder.items() if key != last}
    )
    if not above:
        return rest
    stays = rest or isinstance(holder, list) or isinstance(above[-1], int)  # entries of a list keep their positions
    return put(values, tuple(above), rest) if stays else without(values, tuple(above))


def leaves(values: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield each value that is not a mapping, and each empty mapping, with its path. A list is one value."""
    if isinstance(values, Mapping) and values:
        for key, value in values.items():
            yield from leaves(value, (*path, key))
    elif path:
        yield path, values


def texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text, including those in lists, with its path."""
    below = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, item in below:
        yield from texts(item, (*path, key))
    if isinstance(value, str):
        yield path, value


def texts_of(value: Any) -> list[str]:
    """Return all text in a value, including lists and mappings."""
    return [text for _, text in texts(value)]


def covers(paths: Sequence[KeyPath], path: KeyPath) -> bool:
    """Return whether a path is one of these, or below one of them."""
    return any(path[: len(prefix)] == prefix for prefix in paths)
