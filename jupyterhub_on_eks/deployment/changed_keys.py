"""The paths of keys that an update changes; in a Helm release's ``values``, those of the chart. Values are never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

#: Maximum depth; a deeper difference is reported at the key above it.
_DEPTH = 6

_UNKNOWN = object()


def changed_keys(change: Mapping[str, Any]) -> list[str]:
    """Return the paths of keys that have another value, or one that is known only after the apply.

    Args:
        change: ``change`` of an entry of a plan's ``resource_changes``.
    """
    before, after = change.get("before") or {}, _with_unknown(change.get("after") or {}, change.get("after_unknown") or {})
    return sorted(set(_differences(before, after, "", 0)))


def _with_unknown(after: Any, unknown: Any) -> Any:
    """Replace each value that is known only after the apply by a mark."""
    if unknown is True:
        return _UNKNOWN
    if isinstance(unknown, dict) and isinstance(after, dict | None):
        return {**(after or {}), **{key: _with_unknown((after or {}).get(key), it) for key, it in unknown.items() if _marks(it)}}
    if isinstance(unknown, list) and isinstance(after, list) and len(unknown) == len(after):
        return [_with_unknown(value, it) for value, it in zip(after, unknown, strict=True)]
    return after


def _marks(unknown: Any) -> bool:
    if isinstance(unknown, dict | list):
        return any(map(_marks, unknown.values() if isinstance(unknown, dict) else unknown))
    return unknown is True


def _differences(before: Any, after: Any, path: str, depth: int) -> Iterator[str]:
    before, after = _document(before), _document(after)
    if _same(before, after):
        return
    if depth < _DEPTH and isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys():
            # null and a missing key are the same to Terraform.
            if not (before.get(key) is None and after.get(key) is None):
                yield from _differences(before.get(key), after.get(key), f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after) == 1:
        yield from _differences(before[0], after[0], path, depth)
    else:
        yield path


def _same(before: Any, after: Any) -> bool:
    """Compare as Terraform does: true is not a number, and an unknown value is equal to nothing."""
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        return all(_same(before.get(key), after.get(key)) for key in before.keys() | after.keys())
    return before is not _UNKNOWN and isinstance(before, bool) == isinstance(after, bool) and bool(before == after)


def _document(value: Any) -> Any:
    """Parse a text that is a JSON document, such as a chart's values or a policy."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
