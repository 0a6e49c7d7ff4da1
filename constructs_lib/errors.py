"""Everything this library raises on purpose.

JupyterHubOnEksError
├── HubFileError       hub files that can't be read or hold mistakes; lists every one of them
├── BlueprintError     add-ons that don't fit together; lists every misfit
└── RenderError        a construct asked for Terraform that can't work; a mistake in the calling code

A mistake inside one model is pydantic's ``ValidationError``, itself a ``ValueError``; the hub-file reader turns
those into `HubFileError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: A place in a hub file or in a model: mapping keys and list positions, outermost first.
KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is, and what a person should know and do.

    Args:
        message: what is wrong, the value given, what is allowed, what to do.
        path: key path below the place that reports it. Default: that place itself.
    """

    message: str
    path: KeyPath = ()

    def __str__(self) -> str:
        return f"{key_path(self.path)}: {self.message}" if self.path else self.message


def key_path(path: KeyPath) -> str:
    """Write a key path as people do: ``add_ons[2].jupyterhub.ebs_config``."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


class JupyterHubOnEksError(Exception):
    """Base of all errors that this library raises on purpose."""


class _ProblemsError(JupyterHubOnEksError):
    def __init__(self, problems: Iterable[str | Problem]) -> None:
        #: Every mistake found, in the order in which a person meets them.
        self.problems = tuple(str(problem) for problem in problems)
        super().__init__("\n".join(self.problems))


class HubFileError(_ProblemsError):
    """Hub files that can't be read or hold mistakes; ``problems`` has one line each, with file and key path."""


class BlueprintError(_ProblemsError, ValueError):
    """Add-ons that don't fit together; ``problems`` has one line each."""


class RenderError(JupyterHubOnEksError, ValueError):
    """A construct was asked for Terraform that can't work, such as a wait for nothing."""
