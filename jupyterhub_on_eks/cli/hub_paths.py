"""Which hub files are meant: those of the command line, else those of the variable ``HUBS``, else the folder ``hubs``."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from constructs_lib.errors import FileProblem, HubFileError, Kind


def hub_paths(named: Sequence[Path | str] = (), environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Return the files and folders that are meant.

    Args:
        named: those of the command line.
        environment: where ``HUBS`` is looked up: files and folders with spaces between, in quotes where a name holds one.

    Raises:
        HubFileError: ``HUBS`` can't be read.
    """
    hubs = environment.get("HUBS", "")
    try:
        return [Path(path) for path in named or shlex.split(hubs) or ["hubs"]]
    except ValueError:
        words = f"{hubs!r} has a quote that isn't closed; close it, or put a backslash before it"
        raise HubFileError([FileProblem("HUBS", words, kind=Kind.NO_HUB_FILE)]) from None
