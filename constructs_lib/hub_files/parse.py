"""YAML or TOML text to plain data: text, numbers, true and false, null, lists and mappings only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from constructs_lib.errors import FileProblem, HubFileError, KeyPath, Kind, Problem
from constructs_lib.hub_files.limits import TOO_DEEP, within_limits
from constructs_lib.hub_files.positions import Offsets, Position, Positions, file_problem
from constructs_lib.hub_files.yaml_loader import Repeated, load
from constructs_lib.hub_files.yaml_scalars import Unread

_MOST_BYTES = 4 * 1024 * 1024
_TOML_MESSAGE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


class HubText(NamedTuple):
    """The content of a hub file before a model validates it."""

    data: dict[str, Any]
    """`limits.Refused` and `limits.RefusedKey` stand for what no hub file may contain."""
    positions: Positions
    mistakes: list[FileProblem]
    """Repeated keys, and what no hub file may contain; they are reported with the file's other mistakes."""


def parse(path: Path) -> HubText:
    """Read a hub file.

    Args:
        path: a ``.yaml``, ``.yml`` or ``.toml`` file.

    Raises:
        HubFileError: it can't be read, isn't UTF-8, isn't YAML or TOML, or isn't a mapping.
    """
    text = _text(path)
    try:
        data, offsets, repeated = _toml(text) if path.suffix == ".toml" else load(text)
        refused: list[tuple[KeyPath, Problem]] = []
        data = within_limits(data, refused) if isinstance(data, dict) else data
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem, position = _finding(error, Positions(text), text)
        raise HubFileError([file_problem(path, problem, position, kind=Kind.SYNTAX)]) from None
    if data is None:
        raise _unreadable(path, "is empty; a hub file needs cluster and add_ons")
    if isinstance(data, Unread):
        raise _unreadable(path, data.words)
    if not isinstance(data, dict):
        raise _unreadable(path, "is not a mapping of keys to values; a hub file starts with keys such as cluster: and add_ons:")
    positions = Positions(text, offsets)
    wrong = [file_problem(path, problem, positions.find(where), kind=Kind.SYNTAX) for where, problem in dict.fromkeys(refused)]
    return HubText(data, positions, [*(_repeated_line(path, positions, key) for key in repeated), *wrong])


def _toml(text: str) -> tuple[dict[str, Any], Offsets, list[Repeated]]:
    import tomllib  # noqa: PLC0415  # here and below: most hub files are YAML

    from constructs_lib.hub_files.toml_scanner import toml_offsets  # noqa: PLC0415

    data = tomllib.loads(text)
    return data, toml_offsets(text, data), []


def _repeated_line(path: Path, positions: Positions, key: Repeated) -> FileProblem:
    first, again = positions.at(key.first), positions.at(key.again)
    words = f"is repeated on line {again.line} (first on line {first.line}); remove one of them"
    return file_problem(path, Problem(words, key.path), again, kind=Kind.REPEATED_KEY)


def _finding(error: Exception, positions: Positions, text: str) -> tuple[str | Problem, Position | None]:
    """Return the message of a parser's finding, with its position if there is one."""
    import tomllib  # noqa: PLC0415

    if isinstance(error, yaml.MarkedYAMLError):
        return _words(error), positions.at(error.problem_mark.index) if error.problem_mark else None
    if isinstance(error, yaml.reader.ReaderError):
        return f"is not YAML: {' '.join(str(error).split())}", positions.at(error.position)
    if isinstance(error, tomllib.TOMLDecodeError):
        return _toml_finding(str(error), positions, text)
    if isinstance(error, RecursionError):
        return TOO_DEEP, None
    return "contains a number that can't be read; put it in quotes if it is text", None  # such as one of 5000 digits


def _toml_finding(error: str, positions: Positions, text: str) -> tuple[Problem, Position | None]:
    """Extract the position from `tomllib`'s message, the only place that has it; a repeated key's is after the key and its value."""
    from constructs_lib.hub_files.toml_scanner import last_key  # noqa: PLC0415

    found = _TOML_MESSAGE.fullmatch(error)
    if not found:
        return Problem(f"is not TOML: {error}"), None
    words, line, column = found.groups()
    offset = positions.offset(Position(int(line), int(column))) if line else len(text)
    if not words.startswith(("Cannot", "Duplicate")):
        return Problem(f"is not TOML: {words}"), positions.at(offset)
    words = re.sub(r" (\(.*\)|'.*'|\".*\")", "", words)  # a key may be a secret in the wrong place; the key path hides it
    path, start = last_key(text[:offset]) or ((), None)
    problem = Problem(f"is not TOML: {words}; the key is repeated, remove one of them", path)
    return problem, None if start is None else positions.at(start)


def _words(error: yaml.MarkedYAMLError) -> str:
    """Return PyYAML's finding as a message without the value, which may be a secret that begins with ``*`` or ``!``."""
    problem = error.problem or "the text ends too early"
    if isinstance(error, yaml.constructor.ConstructorError):
        return problem
    if "another document" in problem:
        return "a second document starts here; a hub file is one document, so move the other to a separate file"
    if problem.startswith("found undefined alias"):
        return "is not YAML: an alias (*…) has no anchor before it; put text that begins with * in quotes"
    if "'\\t'" in problem:
        return "is not YAML: tabs are not allowed here; indent with spaces"
    problem = problem.replace("'<stream end>'", "the end of the file").replace("'<document start>'", "the next document")
    return f"is not YAML: {problem}; check the indentation, quotes and brackets here and just above"


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():
        raise _unreadable(path, "is not a regular file; give the path of a hub file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, f"can't be read: {error.strerror or error}") from None
    if len(content) > _MOST_BYTES:
        raise _unreadable(path, f"has {len(content)} bytes; at most {_MOST_BYTES} are allowed")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = Positions(content.decode("utf-8-sig", "replace")).at(len(content[: error.start].decode("utf-8-sig")))
        raise _unreadable(path, f"is not UTF-8 text (byte {error.start}); save it as UTF-8", position) from None


def _unreadable(path: Path, words: str, position: Position | None = None) -> HubFileError:
    return HubFileError([file_problem(path, words, position, kind=Kind.UNREADABLE)])
