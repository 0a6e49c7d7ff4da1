"""PyYAML's safe loader, stricter: repeated keys are noticed, dates are text, and no more values than anyone needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from constructs_lib.errors import KeyPath, Problem

#: A hub file has a few hundred values; aliases can make a small file expand to billions.
_MOST_VALUES = 50_000
_TOO_MANY = f"holds more than {_MOST_VALUES} values once its aliases are written out; take the aliases out"
_MERGE = "tag:yaml.org,2002:merge"


def load(text: str) -> tuple[Any, list[Problem]]:
    """Read the one document of a text; gives its data and the keys that it repeats, of which the data have the last.

    Raises:
        yaml.YAMLError: it isn't YAML, holds a value that doesn't fit its tag, more than 50,000 values with its aliases written out.
        RecursionError: it is nested too deeply.
        ValueError: a number is too long.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, []
        _expanded(node)
        repeated = list(_repeated(node, (), set()))  # first, since merge keys are written out in place
        return _unshared(loader.construct_document(node)), repeated
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


def _repeated(node: yaml.Node, path: KeyPath, visited: set[int]) -> Iterator[Problem]:
    """Find the keys that a mapping has twice, in the order of the text; what an alias names is looked at once, where it stands."""
    if id(node) in visited:
        return
    visited.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            yield from _repeated(item, (*path, position), visited)
    elif isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == _MERGE:
                yield from _repeated(value, path, visited)
                continue
            line, here = key.start_mark.line + 1, (*path, key.value)
            if key.value in lines:
                yield Problem(f"stands in line {line} a second time (first in line {lines[key.value]}); keep one of them", here)
            lines.setdefault(key.value, line)
            yield from _repeated(value, here, visited)


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
