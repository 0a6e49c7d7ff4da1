"""The list of tricks is complete, each can be turned off, and the docs have the same list."""

from __future__ import annotations

import os
import re

import pytest

import fast_start
from fast_start import tricks
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "decisions" / "0002-lazy-bindings.md"
TABLE = re.compile(r"(?<=\n\n)\| trick \|.*?\n(?=\n)", re.DOTALL)


def test_list_has_every_trick_that_code_checks() -> None:
    """Each name is checked somewhere, in Python or in the preload, and the code checks none that the list lacks."""
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "fast_start").iterdir() if file.suffix in {".py", ".cjs"}]
    asked = {name for source in sources for name in re.findall(r'\bused\("([\w-]+)"\)', source)}

    assert asked == {trick.name for trick in fast_start.TRICKS}
    assert len(asked) == len(fast_start.TRICKS)


def test_trick_is_turned_off_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are separated by commas; spaces around them are ignored."""
    monkeypatch.delenv(fast_start.EAGER_VARIABLE, raising=False)
    monkeypatch.setenv(fast_start.WITHOUT_VARIABLE, "gc, index")

    assert [False, False, True] == [tricks.used(name) for name in ("gc", "index", "packages")]


def test_eager_variable_turns_all_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is in use then."""
    monkeypatch.setenv(fast_start.EAGER_VARIABLE, "1")

    assert not any(tricks.used(trick.name) for trick in fast_start.TRICKS)


def test_unknown_name_in_code_is_an_error() -> None:
    """A typo in a name would leave a trick on permanently."""
    with pytest.raises(KeyError, match="spinn"):
        tricks.used("spinn")


def test_golden_table_of_tricks() -> None:
    """The decision's table is the list, the most useful first; ``make golden`` rewrites it."""
    rows = [f"| `{trick.name}` | {trick.effect} | {trick.saves} % |" for trick in sorted(fast_start.TRICKS, key=lambda trick: -trick.saves)]
    table = "\n".join(["| trick | what it does | longer without it |", "| --- | --- | --- |", *rows, ""])
    text = PAGE.read_text(encoding="utf-8")
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(TABLE.sub(lambda _: table, text), encoding="utf-8")
        return

    assert [table] == TABLE.findall(text)
