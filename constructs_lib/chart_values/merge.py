"""Deep merge of chart values, as Helm does it with several values files, except that null stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def merged(base: Mapping[str, Any], *over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay mappings over each other, the last one winning; nothing given is changed.

    Mappings merge key by key, at every depth. A list replaces a list. ``None`` replaces what lies below it and stays in
    the result, since the chart gives a meaning to null (its own default is taken away).
    """
    result = dict(base)
    for layer in over:
        for key, value in layer.items():
            below = result.get(key)
            result[key] = merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return result


def placed(place: Sequence[str], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return chart values that have a mapping at a place and nothing else.

    Args:
        place: the keys above it, the outermost first.
        value: the mapping.
    """
    for key in reversed(place):
        value = {key: value}
    return dict(value)
