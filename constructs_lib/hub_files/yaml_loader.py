"""PyYAML's safe loader, stricter: repeated keys are noticed, dates are text, and no more values than anyone needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.positions import Offsets

#: A hub file has a few hundred values; aliases can make a small file expand to billions.
_MOST_VALUES = 50_000
_TOO_MANY = f"holds more than {_MOST_VALUES} values once its aliases are written out; take the aliases out"
_MERGE, _MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{kind}" for kind in ("merge", "map", "seq"))


class Repeated(NamedTuple):
    """A key that a mapping has twice: its key path, and the offsets of its first and of this place."""

    path: KeyPath
    first: int
    again: int


def load(text: str) -> tuple[Any, Offsets, list[Repeated]]:
    """Read the one document of a text.

    Returns:
        Its data, the offsets of its keys and list items, and the keys that it repeats, of which the data have the last.

    Raises:
        yaml.YAMLError: it isn't YAML, holds a value that doesn't fit its tag, more than 50,000 values with its aliases written out.
        RecursionError: it is nested too deeply.
        ValueError: a number is too long.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}, []
        _expanded(node)
        repeated = list(_repeated(node, (), set()))  # first, since merge keys are written out in place
        data = _unshared(loader.construct_document(node))
        offsets: Offsets = {(): node.start_mark.index}
        _find_offsets(loader, node, (), offsets)
        return data, offsets, repeated
    finally:
        loader.dispose()


class _Loader(yaml.SafeLoader):
    """The safe loader, with a limit."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._composed = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Count while reading, since reading takes the time."""
        self._composed += 1
        if self._composed > _MOST_VALUES:
            raise yaml.constructor.ConstructorError(None, None, _TOO_MANY, self.get_mark())
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  # PyYAML's signature
        """Say of a value that doesn't fit its tag, such as ``!!bool perhaps``, where it stands; PyYAML fails in its own code."""
        try:
            return super().construct_object(node, deep=deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            text = "holds a value that can't be read as what its form or its tag (!!…) says; put it in quotes if it is text"
            raise yaml.constructor.ConstructorError(None, None, text, node.start_mark) from None


# Dates are text: the chart, Terraform and these models know no other.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _repeated(node: yaml.Node, path: KeyPath, visited: set[int]) -> Iterator[Repeated]:
    """Find the keys that a mapping has twice, in the order of the text; what an alias names is looked at once, where it stands."""
    if id(node) in visited:
        return
    visited.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _repeated(item, (*path, position), visited)
    elif isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE:
                yield from _repeated(value, path, visited)
                continue
            offset, here = key.start_mark.index, (*path, key.value)
            if key.value in first:
                yield Repeated(here, first[key.value], offset)
            first.setdefault(key.value, offset)
            yield from _repeated(value, here, visited)


def _find_offsets(loader: _Loader, node: yaml.Node, path: KeyPath, offsets: Offsets) -> None:
    """Find where the keys and items below a node are written, once its merge keys are written out in place.

    Like the data, it takes the last of a key's values: of two that the file repeats, and the mapping's own before a merged one.
    """
    entries: dict[Any, tuple[yaml.Node, yaml.Node]] = {}
    if node.tag == _MAPPING:
        entries = {loader.construct_object(key): (key, value) for key, value in node.value}
    elif node.tag == _SEQUENCE:
        entries = {position: (item, item) for position, item in enumerate(node.value)}
    for key, (start, value) in entries.items():
        offsets[*path, key] = start.start_mark.index
        _find_offsets(loader, value, (*path, key), offsets)


def _expanded(node: yaml.Node, known: dict[int, int | None] | None = None) -> int:
    """Count the values below a node as if aliases were written out, without writing them out.

    A few lines of aliases of aliases are billions of values, and PyYAML writes out those that stand in merge keys.
    """
    known = {} if known is None else known
    if id(node) in known:
        found = known[id(node)]
        if found is None:
            raise yaml.constructor.ConstructorError(None, None, "an alias stands inside of what it names; take it out", node.start_mark)
        return found
    known[id(node)] = None
    children = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    count = 1 + (0 if isinstance(node, yaml.ScalarNode) else sum(_expanded(child, known) for child in children))
    if count > _MOST_VALUES:
        raise yaml.constructor.ConstructorError(None, None, _TOO_MANY, node.start_mark)
    known[id(node)] = count
    return count


def _unshared(value: Any) -> Any:
    """Copy data so that no mapping or list in it is the same object as another, as aliases make them: models are known by their data."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value
