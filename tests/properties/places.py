"""The places of nested data: what a property changes, one at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from constructs_lib.errors import KeyPath


def places(data: Any, here: KeyPath = (), *, without: Collection[str | int] = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the path and the value of each key and list item, at any depth.

    Args:
        data: mappings, lists and plain values.
        here: path of the data.
        without: keys that are left out, with all below them.
    """
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if key not in without:
            yield (*here, key), value
            yield from places(value, (*here, key), without=without)
