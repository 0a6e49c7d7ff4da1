"""Compiled code that is stored where Python stores bytecode, and is valid for as long as what it was made of."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


class Stored:
    """One file beside the bytecode of a module.

    Args:
        source: the module's source file.
        kind: tells the file from the module's own bytecode; letters and digits.
        made_of: what the contents depend on, beside the version of Python. Contents made of something else are not read.
    """

    def __init__(self, source: str, *, kind: str, made_of: tuple[int, ...]) -> None:
        self._file = Path(cache_from_source(source, optimization=kind))
        self._head = (MAGIC_NUMBER, *made_of)

    def read(self) -> Any:
        """Return the contents, or None if there are none that are valid."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            head, contents = marshal.loads(self._file.read_bytes())  # noqa: S302  # as trusted as the bytecode beside it
            if head == self._head:
                return contents
        return None

    def can_be_written(self) -> bool:
        """Return whether Python writes bytecode, and may do so here."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            return not sys.dont_write_bytecode and os.access(self._file.parent, os.W_OK)
        return False

    def write(self, contents: Any) -> None:
        """Write the contents, at once, so that no other process reads half of them. Does nothing where that is not possible."""
        if not self.can_be_written():
            return
        whole: Any = (self._head, contents)
        with suppress(OSError), NamedTemporaryFile(dir=self._file.parent, prefix=f"{self._file.name}.", delete=False) as fresh:
            fresh.write(marshal.dumps(whole))
            fresh.flush()
            Path(fresh.name).replace(self._file)
