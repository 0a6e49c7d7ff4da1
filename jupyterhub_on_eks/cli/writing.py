"""Errors when a verb writes a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typer import BadParameter


@contextmanager
def writing(file: Path, *, option: str) -> Iterator[None]:
    """Report an error while a file is written as wrong usage.

    Args:
        file: file that is written.
        option: the option or argument that names it.

    Raises:
        BadParameter: the file can't be written.
    """
    try:
        yield
    except OSError as error:
        raise BadParameter(f"{file} can't be written: {error.strerror or error}", param_hint=option) from None
