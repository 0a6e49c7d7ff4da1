"""Colors and width of the terminal. Standard library only, since the scripts of a checkout use it too."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Mapping
from functools import partial
from typing import TextIO

#: Escape sequences by style.
STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}

#: Minimum columns for folded text.
_NARROWEST = 20


def colors(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether text on the stream is colored.

    It is on a terminal, unless ``NO_COLOR``, ``TERM=dumb`` or ``CI`` is set, and on any stream if ``FORCE_COLOR`` is set without
    ``NO_COLOR``. Empty variables count as unset. Source: no-color.org, force-color.org.
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb" and not environment.get("CI")


def styled(text: str, style: str, stream: TextIO) -> str:
    """Color the text if the stream shows colors."""
    return f"\033[{STYLES[style]}m{text}\033[0m" if colors(stream) else text


def width(stream: TextIO, environment: Mapping[str, str] = os.environ) -> int | None:
    """Return the columns at which text on the stream is folded: those of ``COLUMNS``, else of the terminal.

    None: text is not folded, as in files and pipes, which programs read line by line (some shells and test runners export ``COLUMNS``),
    and where ``CI`` is set. With ``FORCE_COLOR``, any stream counts as a terminal.
    """
    if not environment.get("FORCE_COLOR") and (environment.get("CI") or not stream.isatty()):
        return None
    columns = environment.get("COLUMNS", "")
    try:
        found = int(columns) if columns.isdecimal() else 0
        return max(found or os.get_terminal_size(stream.fileno()).columns, _NARROWEST)
    except (OSError, ValueError):  # no real terminal, or a number of too many digits
        return None


def folded(text: str, columns: int | None, *, begin: str = "", indent: str = "    ") -> str:
    """Fold one line of text between its words.

    Args:
        text: the line, without escape sequences.
        columns: its width. None: it stays one line.
        begin: beginning of the line; it is never folded, so that a path in it stays whole.
        indent: beginning of each following line.
    """
    if columns is None:
        return begin + text
    wrap = partial(textwrap.wrap, text, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    first, *further = wrap(initial_indent=begin) or [begin]
    if len(first) > columns:  # no word fits after the beginning
        first, *further = begin, *wrap(initial_indent=indent)
    return "\n".join((first, *further))
