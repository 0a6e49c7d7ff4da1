"""YAML or TOML text to plain data: nothing but text, numbers, true and false, null, lists and mappings comes out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import yaml

from constructs_lib.errors import HubFileError, Problem
from constructs_lib.hub_files.limits import TOO_DEEP, first_problem
from constructs_lib.hub_files.yaml_loader import load

_MOST_BYTES = 4 * 1024 * 1024


def parse(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Read a hub file; gives its data and, of YAML, the keys that it repeats, so that they are reported beside other mistakes.

    Args:
        path: a ``.yaml``, ``.yml`` or ``.toml`` file.

    Raises:
        HubFileError: it can't be read, isn't UTF-8, isn't YAML or TOML, or isn't a mapping.
    """
    text = _text(path)
    try:
        data, repeated = (tomllib.loads(text), list[Problem]()) if path.suffix == ".toml" else load(text)
        problem = first_problem(data) if isinstance(data, dict) else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise HubFileError([f"{path}{where}: {_words(error)}"]) from None
    except yaml.YAMLError as error:
        raise HubFileError([f"{path}: is not YAML: {' '.join(str(error).split())}"]) from None
    except tomllib.TOMLDecodeError as error:
        twice = "; a key stands there a second time, keep one of them" if str(error).startswith("Cannot") else ""
        raise HubFileError([f"{path}: is not TOML: {error}{twice}"]) from None
    except RecursionError:
        raise HubFileError([f"{path}: {TOO_DEEP}"]) from None
    except ValueError:  # such as a number of 5000 digits
        raise HubFileError([f"{path}: holds a number that can't be read; put it in quotes if it is text"]) from None
    if data is None:
        raise HubFileError([f"{path}: is empty; a hub file names a cluster and its add_ons"])
    if not isinstance(data, dict):
        raise HubFileError([f"{path}: is not a mapping of keys to values; a hub file starts with keys such as cluster: and add_ons:"])
    if problem:
        raise HubFileError([*(f"{path}: {repeat}" for repeat in repeated), f"{path}: {problem}"])
    return data, repeated


def _words(error: yaml.MarkedYAMLError) -> str:
    """Put PyYAML's finding into words that repeat no value, which may be a secret that begins with ``*`` or ``!``."""
    problem = error.problem or "the text ends too early"
    if isinstance(error, yaml.constructor.ConstructorError):
        if problem.startswith("could not determine a constructor"):
            return "is not plain YAML: a value that begins with ! has to stand in quotes"
        return problem
    if "another document" in problem:
        return "a second document starts here; a hub file is one, so give the other a file of its own"
    if problem.startswith("found undefined alias"):
        return "is not YAML: an alias (*…) names no anchor before it; put text that begins with * in quotes"
    if "'\\t'" in problem:
        return "is not YAML: a tab stands where YAML takes spaces alone; indent with spaces"
    problem = problem.replace("'<stream end>'", "the end of the file").replace("'<document start>'", "the next document")
    return f"is not YAML: {problem}; look at the indentation, quotes and brackets here and just above"


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():
        raise HubFileError([f"{path}: is not a file that can be read as a whole; name a file"])
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
