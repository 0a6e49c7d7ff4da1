"""PyYAML's safe loader, made stricter: it detects repeated keys, has no numbers in base 60, and limits the number of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.positions import Offsets
from constructs_lib.hub_files.yaml_scalars import CONSTRUCTORS, TEXT_TAG, HelmScalars, Unread, as_other_key

#: A hub file has a few hundred values; aliases can make a small file expand to billions.
_MOST_VALUES = 50_000
#: Maximum number of values in what Helm and kubectl print, such as the volumes of thousands of users.
_MOST_PRINTED = 2_000_000
_MERGE, _MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{kind}" for kind in ("merge", "map", "seq"))

_NOT_VALID = "is not a valid value for its form or its tag (!!…); put it in quotes if it is text"


class Repeated(NamedTuple):
    """A repeated key of a mapping: its key path, and the offsets of its first and of this occurrence."""

    path: KeyPath
    first: int
    again: int


def load(text: str) -> tuple[Any, Offsets, list[Repeated]]:
    """Read the single document of a text.

    Returns:
        Its data, the offsets of its keys and list items, and the repeated keys, of which the data has the last. Keys that are not text
        in YAML are `yaml_scalars.OtherKey`; `yaml_scalars.Unread` stands for a value that doesn't match its tag.

    Raises:
        yaml.YAMLError: it isn't YAML, or has more than 50,000 values with its aliases expanded.
        RecursionError: it is nested too deeply.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}, []
        _expanded(node, _MOST_VALUES)
        repeated = list(_repeated(node, (), set()))  # first, because merge keys are expanded in place
        data = _unshared(loader.construct_document(node))
        offsets: Offsets = {(): node.start_mark.index}
        _find_offsets(loader, node, (), offsets)
        return data, offsets, repeated
    finally:
        loader.dispose()


def load_data(text: str) -> Any:
    """Read the single document of what Helm, kubectl or AWS prints: only its data, with all keys as text, as Helm reads them.

    Raises:
        yaml.YAMLError: as for `load`, with a higher limit; or a value doesn't match its tag.
        RecursionError: it is nested too deeply.
    """
    loader = _Loader(text, most=_MOST_PRINTED, strict=True)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _expanded(node, _MOST_PRINTED)
        return loader.construct_document(node)
    finally:
        loader.dispose()


class _Loader(HelmScalars, yaml.SafeLoader):
    """The safe loader, with a limit."""

    def __init__(self, text: str, *, most: int = _MOST_VALUES, strict: bool = False) -> None:
        super().__init__(text)
        self._composed = 0
        self._most = most
        self._strict = strict

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node without one.

        In a hub file, text that programs write without quotes through PyYAML stays text, although Helm reads some of it, such as ``1e3``, ``08``
        and ``y``, as a number or as true.
        """
        tag = super().resolve(kind, value, implicit)
        if self._strict or kind is not yaml.ScalarNode:
            return tag
        is_text = yaml.SafeLoader.resolve(self, kind, value, implicit) == TEXT_TAG  # type: ignore[no-untyped-call]
        return TEXT_TAG if is_text else tag

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Count while reading, because reading takes most of the time."""
        self._composed += 1
        if self._composed > self._most:
            raise _too_many(self._most, self.get_mark())
        return super().compose_node(parent, index)

    def compose_mapping_node(self, anchor: dict[Any, yaml.Node]) -> yaml.MappingNode:
        """Make text of all keys, so that ``1`` and ``true``, which are equal in Python, stay two keys."""
        node = super().compose_mapping_node(anchor)
        node.value = [(as_other_key(key), value) for key, value in node.value]
        return node

    def compose_scalar_node(self, anchor: dict[Any, yaml.Node]) -> yaml.ScalarNode:
        """Read a value after a single ``!`` as text."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        event.tag = TEXT_TAG if event.tag == "!" else event.tag
        return super().compose_scalar_node(anchor)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  # PyYAML's signature
        """Return `Unread` for a value that doesn't match its tag, such as ``!!bool perhaps``, on which PyYAML fails in its own code."""
        try:
            return super().construct_object(node, deep=deep)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            return self._unread(node, _NOT_VALID)
        except yaml.constructor.ConstructorError as error:
            if (error.problem or "").startswith("could not determine a constructor"):
                return self._unread(node, "is not plain YAML: put a value that begins with ! in quotes")
            if isinstance(node, yaml.ScalarNode):
                return self._unread(node, _NOT_VALID)
            raise

    def _unread(self, node: yaml.Node, words: str) -> Unread:
        self.recursive_objects.pop(node, None)  # PyYAML's mark of a node that it is constructing
        if self._strict:
            raise yaml.constructor.ConstructorError(None, None, words, node.start_mark)
        return Unread(words)


for _tag, _construct in CONSTRUCTORS.items():
    _Loader.add_constructor(_tag, _construct)


def _repeated(node: yaml.Node, path: KeyPath, visited: set[int]) -> Iterator[Repeated]:
    """Find the keys that a mapping repeats, in the order of the text; the target of an alias is visited once, where it is written."""
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
    """Find where the keys and items below a node are written, after its merge keys are expanded in place.

    Like the data, it uses the last of a key's values: the last of repeated ones, and the mapping's own value over a merged one.
    """
    entries: dict[Any, tuple[yaml.Node, yaml.Node]] = {}
    if node.tag == _MAPPING:
        entries = {loader.construct_object(key): (key, value) for key, value in node.value}
    elif node.tag == _SEQUENCE:
        entries = {position: (item, item) for position, item in enumerate(node.value)}
    for key, (start, value) in entries.items():
        offsets[*path, key] = start.start_mark.index
        _find_offsets(loader, value, (*path, key), offsets)


def _too_many(most: int, mark: yaml.Mark) -> yaml.YAMLError:
    text = f"contains more than {most} values after expanding its aliases; remove the aliases"
    return yaml.constructor.ConstructorError(None, None, text, mark)


def _expanded(node: yaml.Node, most: int, known: dict[int, int | None] | None = None) -> int:
    """Count the values below a node as if aliases were expanded, without expanding them.

    A few lines of nested aliases can be billions of values, and PyYAML expands those in merge keys.
    """
    known = {} if known is None else known
    if id(node) in known:
        found = known[id(node)]
        if found is None:
            raise yaml.constructor.ConstructorError(None, None, "an alias is inside its own anchor; remove it", node.start_mark)
        return found
    known[id(node)] = None
    children = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    count = 1 + (0 if isinstance(node, yaml.ScalarNode) else sum(_expanded(child, most, known) for child in children))
    if count > most:
        raise _too_many(most, node.start_mark)
    known[id(node)] = count
    return count


def _unshared(value: Any) -> Any:
    """Copy data so that no two mappings or lists in it are the same object, as with aliases: models are identified by their data."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value
