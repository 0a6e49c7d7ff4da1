"""Deep merge of chart values, like Helm's with several values files, except that null is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def merged(base: Mapping[str, Any], *over: Mapping[str, Any]) -> dict[str, Any]:
    """Merge mappings, the last one winning; the arguments are not changed.

    Mappings merge key by key, at every depth. A list replaces a list. ``None`` replaces what is below it and stays in
    the result, because null has a meaning for the chart (it removes the chart's default).
    """
    result = dict(base)
    for layer in over:
        for key, value in layer.items():
            below = result.get(key)
            result[key] = merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result


def placed(place: Sequence[str], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return chart values with only a mapping at a path.

    Args:
        place: the keys above it, outermost first.
        value: the mapping.
    """
    for key in reversed(place):
        value = {key: value}
    return dict(value)
