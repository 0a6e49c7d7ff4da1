"""Compiled code that is stored next to Python's bytecode, and is valid for one version of Python."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any


class Stored:
    """One file beside the bytecode of a module.

    Args:
        source: the module's source file.
        kind: tells the file from the module's own bytecode; letters and digits.
        form: another number makes what was stored before invalid, as another version of Python does.
    """

    def __init__(self, source: str, *, kind: str, form: int) -> None:
        self._file = Path(cache_from_source(source, optimization=kind))
        self._head = (MAGIC_NUMBER, form)

    def read(self) -> Any:
        """Return the contents, or None if there are none that are valid."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            head, contents = marshal.loads(self._file.read_bytes())  # noqa: S302  # as trusted as the bytecode beside it
            if head == self._head:
                return contents
        return None

    def write(self, contents: Any) -> None:
        """Write the contents atomically, so that no other process reads a part of them. Does nothing if Python can't write bytecode here."""
        if sys.dont_write_bytecode:
            return
        whole: Any = (self._head, contents)
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(marshal.dumps(whole))
                part.replace(self._file)
            finally:
                part.unlink(missing_ok=True)
