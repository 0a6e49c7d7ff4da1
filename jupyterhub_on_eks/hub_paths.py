"""Paths of hub files: those of the command line, else those in the variable ``HUBS``, else the folder ``hubs``."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from constructs_lib.errors import FileProblem, HubFileError, Kind


def hub_paths(named: Sequence[Path | str] = (), environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Return the hub files and folders to read.

    Args:
        named: files and folders of the command line.
        environment: where ``HUBS`` is looked up: files and folders, separated by spaces. A name with spaces is quoted.

    Raises:
        HubFileError: ``HUBS`` can't be read.
    """
    hubs = environment.get("HUBS", "")
    try:
        return [Path(path) for path in named or shlex.split(hubs) or ["hubs"]]
    except ValueError:
        message = f"{hubs!r} has an unclosed quote; close it, or put a backslash before it"
        raise HubFileError([FileProblem("HUBS", message, kind=Kind.NO_HUB_FILE)]) from None
