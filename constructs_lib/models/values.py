"""Values at paths of nested data, such as chart values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def value_at(values: Any, path: Sequence[str], *, default: Any = None) -> Any:
    """Return the value at a path.

    Args:
        values: the chart values, or what is in them.
        path: the keys. Anything that isn't a mapping has none.
        default: the result if the last key isn't set; a key that is set to null has None. Default: None.
    """
    *above, last = path
    for key in above:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values.get(last, default) if isinstance(values, Mapping) else default
