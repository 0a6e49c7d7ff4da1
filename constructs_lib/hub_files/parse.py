"""YAML or TOML text to plain data: nothing but text, numbers, true and false, null, lists and mappings comes out."""

from __future__ import annotations

import tomllib
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from constructs_lib.errors import HubFileError, KeyPath, key_path

#: A hub file has a few hundred values; aliases can make a small file expand to billions.
_MOST_VALUES = 100_000
_MOST_BYTES = 4 * 1024 * 1024
#: Chart values nest about ten levels below their key; an alias can make a list that holds itself.
_MOST_LEVELS = 50
_TOO_DEEP = "is nested too deeply; a hub file needs fewer than 20 levels"
_RESERVED = "TfToken["


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader, except that a repeated key is a mistake instead of the last one winning, and depth has an end."""

    _levels = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Give up early: PyYAML's time grows with the square of the depth."""
        self._levels += 1
        if self._levels > _MOST_LEVELS:
            raise yaml.constructor.ConstructorError(None, None, _TOO_DEEP, self.peek_event().start_mark)
        node = super().compose_node(parent, index)
        self._levels -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002  # PyYAML's signature
        seen: dict[str, int] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                continue
            if key_node.value in seen:
                text = f"the key {key_node.value!r} stands here a second time (first in line {seen[key_node.value]}); keep one of them"
                raise yaml.constructor.ConstructorError(None, None, text, key_node.start_mark)
            seen[key_node.value] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep=deep)


# Dates are text: the chart, Terraform and these models know no other.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(path: Path) -> dict[str, Any]:
    """Read a hub file.

    Args:
        path: a ``.yaml``, ``.yml`` or ``.toml`` file.

    Raises:
        HubFileError: it can't be read, isn't UTF-8, isn't YAML or TOML, repeats a key, or isn't a mapping.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text) if path.suffix == ".toml" else _yaml(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise HubFileError([f"{path}{where}: {_words(error)}"]) from None
    except yaml.YAMLError as error:
        raise HubFileError([f"{path}: is not YAML: {' '.join(str(error).split())}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise HubFileError([f"{path}: is not TOML: {error}"]) from None
    except RecursionError:
        raise HubFileError([f"{path}: {_TOO_DEEP}"]) from None
    except ValueError as error:
        raise HubFileError([f"{path}: holds a value that can't be read: {error}"]) from None
    if data is None:
        raise HubFileError([f"{path}: is empty; a hub file names a cluster and its add_ons"])
    if not isinstance(data, dict):
        raise HubFileError([f"{path}: is not a mapping of keys to values; a hub file starts with keys such as cluster: and add_ons:"])
    _check_size(path, data)
    return data


def _words(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "the text ends too early"
    if isinstance(error, yaml.constructor.ConstructorError):
        return problem
    if "another document" in problem:
        return "a second document starts here; a hub file is one, so give the other a file of its own"
    if "'\\t'" in problem:
        return "is not YAML: a tab stands where YAML takes spaces alone; indent with spaces"
    return f"is not YAML: {problem}; look at the indentation, quotes and brackets here and just above"


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise HubFileError([f"{path}: can't be read: {error.strerror or error}"]) from None
    if len(content) > _MOST_BYTES:
        raise HubFileError([f"{path}: has {len(content)} bytes; at most {_MOST_BYTES} are allowed"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HubFileError([f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8"]) from None


def _yaml(text: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _check_size(path: Path, data: dict[str, Any]) -> None:
    """Walk all values as if aliases were written out, and refuse more than anyone needs, and CDKTF's own marks."""
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    values = 0
    while waiting:
        where, item = waiting.pop()
        values += 1
        if len(where) > _MOST_LEVELS:
            raise HubFileError([f"{path}: {key_path(where[:3])}: {_TOO_DEEP}"])
        if values > _MOST_VALUES:
            raise HubFileError([f"{path}: holds more than {_MOST_VALUES} values once its aliases are written out; take the aliases out"])
        if isinstance(item, dict):
            for key, value in item.items():
                if not isinstance(key, str):
                    raise HubFileError([f"{path}: {key_path(where) or 'the file'}: the key {key!r} is not text; put it in quotes"])
                waiting += [((*where, key), value), ((*where, key), key)]
        elif isinstance(item, list):
            waiting += [((*where, position), value) for position, value in enumerate(item)]
        elif isinstance(item, str) and _RESERVED in item:
            raise HubFileError([f"{path}: {key_path(where)}: holds {_RESERVED!r}, which CDKTF keeps to itself; write something else"])
        elif not isinstance(item, str | int | float | bool | None):
            raise HubFileError(
                [f"{path}: {key_path(where)}: is a {type(item).__name__}, which has no place in a hub file; put it in quotes"]
            )
