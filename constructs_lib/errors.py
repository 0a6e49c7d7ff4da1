"""All errors that this library raises on purpose.

JupyterHubOnEksError
├── HubFileError       hub files that can't be read or have mistakes; lists every one of them
├── BlueprintError     add-ons that don't work together; lists every conflict
└── RenderError        Terraform that can't work was requested from a construct; a mistake in the calling code

A mistake inside one model is pydantic's ``ValidationError``, itself a ``ValueError``; the hub-file reader turns
those into `HubFileError`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from constructs_lib.secret_text import HIDDEN, hidden

#: A place in a hub file or in a model: mapping keys and list positions, outermost first.
KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, what is wrong, and what to do.

    Args:
        message: what is wrong, the value given, what is allowed, what to do.
        path: key path below the place that reports it. Default: that place itself.
    """

    message: str
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"{key_path(self.path)}: {self.message}" if self.path else self.message


class Kind(StrEnum):
    """The kind of a mistake. The values are the rules' ids in machine-readable reports, and are stable."""

    NO_HUB_FILE = "no-hub-file"
    """The given path is not a hub file: a mistake in the command, not in a file."""
    UNREADABLE = "unreadable"
    """The file can't be read as text, or is not a mapping."""
    SYNTAX = "syntax"
    """Not YAML or TOML, or values that are not allowed in a hub file."""
    REPEATED_KEY = "repeated-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_VALUE = "wrong-value"
    """The value of a single key is invalid."""
    PLACEHOLDER = "placeholder"
    """The file still has a placeholder instead of a value."""
    CONFLICT = "conflict"
    """Keys or add-ons conflict."""
    ONE_RUN = "one-run"
    """Two files of one run claim what only one of them can have."""
    ADD_ONS = "add-ons"
    """A module of ``cdktf.json`` that has add-ons can't be imported."""
    WARNING = "warning"
    """Allowed, but with a consequence to know about."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A mistake in a hub file, or a warning, with its place.

    Args:
        file: the hub file, as the user wrote its path; or the variable that lists hub files. None: the run as a whole.
        message: what is wrong, the value given, what is allowed, what to do.
        path: key path in the file. Default: the file as a whole.
        line: from 1. Default: unknown, and then so is the column.
        column: from 1, one for each character.
        kind: the kind of mistake.
    """

    file: Path | str | None
    message: str
    path: KeyPath = ()
    line: int | None = None
    column: int | None = None
    kind: Kind = Kind.WRONG_VALUE

    @property
    def where(self) -> str:
        """The position as ``file:line:column``, as ruff, mypy and compilers write it; empty if there is none."""
        return _one_line("" if self.file is None else f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file))

    @property
    def text(self) -> str:
        """Key path and message, in one line and without any secret."""
        return str(self).removeprefix(f"{self.where}: ")

    @property
    def words(self) -> str:
        """The message alone, as in `text`."""
        return self.text.removeprefix(f"{key_path(self.path)}: ") if self.path else self.text

    def __str__(self) -> str:
        problem = Problem(self.message, self.path)
        return _one_line(f"{self.where}: {problem}" if self.where else str(problem))


#: Maximum characters of a line of the report, and of a key in it; more doesn't help the reader.
_LONGEST_LINE, _LONGEST_KEY = 2_000, 300
_PLAIN_KEY = re.compile(r"[\w./:@*-]+")
#: Keys below which another key may be a secret written in place of a reference, and the keys of references.
_SECRETS = {"client_secret", "shared_password", "url_secret", "api_tokens", "service_tokens", "consumers"}
_OF_REFERENCES = {"kubernetes_secret", "secrets_manager", "variable", "key", "revision", "text"}


def key_path(path: KeyPath) -> str:
    """Return a key path in readable form: ``add_ons[2].jupyterhub.ebs_config``; a key with other characters in quotes.

    A key that may be a secret itself is hidden.
    """
    text, in_secret = "", False
    for key in path:
        shown = f"[{key}]" if isinstance(key, int) else HIDDEN if in_secret and key not in _OF_REFERENCES else _key(str(key))
        text += f".{shown}" if text and not isinstance(key, int) else shown
        in_secret = in_secret or key in _SECRETS
    return text


def _key(key: str) -> str:
    key = hidden(key)
    return _clipped(key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False), _LONGEST_KEY)


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _one_line(text: str) -> str:
    """Escape control and formatting characters, which would break the line or affect a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in _clipped(hidden(text), _LONGEST_LINE))


class JupyterHubOnEksError(Exception):
    """Base of all errors that this library raises on purpose."""


class _ProblemsError(JupyterHubOnEksError):
    def __init__(self, problems: Iterable[str | Problem | FileProblem]) -> None:
        problems = tuple(problems)
        #: Every mistake found, in the order of the files.
        self.problems = tuple(_one_line(str(problem)) for problem in problems)
        super().__init__("\n".join(self.problems))
        #: The mistakes of hub files, with file, line, column and key path as separate attributes.
        self.found = tuple(problem for problem in problems if isinstance(problem, FileProblem))


class HubFileError(_ProblemsError):
    """Hub files that can't be read or have mistakes; ``problems`` has a line for each: ``file:line:column: key.path: message``."""


class BlueprintError(_ProblemsError, ValueError):
    """Add-ons that don't work together; ``problems`` has one line each."""


class _Node(Protocol):
    @property
    def path(self) -> str: ...


class _Scope(Protocol):
    """A construct; only its path is read, so this module needs no import from the CDK."""

    @property
    def node(self) -> _Node: ...


class RenderError(JupyterHubOnEksError, ValueError):
    """Terraform that can't work was requested from a construct, such as a wait for nothing.

    Args:
        message: what is wrong, and what to do.
        scope: the construct; the text begins with its path, as CDKTF's own validations do: ``[stack/Hub/Release] …``. Default: none.
    """

    def __init__(self, message: str, *, scope: _Scope | None = None) -> None:
        #: Path of the construct in the tree; None if no construct is at fault.
        self.construct_path = scope.node.path if scope else None
        super().__init__(hidden(f"[{self.construct_path}] {message}" if self.construct_path else message))
