"""Positions of keys in TOML. Random documents are tested by `tests/properties/test_positions.py`."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.toml_scanner import last_key, toml_offsets


def _at(text: str) -> dict[KeyPath, str]:
    """Return what is written at each key path, to the end of its line."""
    return {path: text[offset:].partition("\n")[0] for path, offset in toml_offsets(text, tomllib.loads(text)).items()}


def test_tables() -> None:
    """A table is at the last part of its header, and a dotted key at each of its parts."""
    text = '# a hub\n"a b" = 1\n[c.d]\n e . f = 2\n[ c ]\ng = 3\n'

    assert {
        (): '"a b" = 1',
        ("a b",): '"a b" = 1',
        ("c",): "c ]",
        ("c", "d"): "d]",
        ("c", "d", "e"): "e . f = 2",
        ("c", "d", "e", "f"): "f = 2",
        ("c", "g"): "g = 3",
    } == _at(text)


def test_lists_of_tables() -> None:
    """An item is at its header; a header that names a list on the way means its last item."""
    text = "[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]\nz.z = 3\n[a.d]\n"

    assert {
        (): "[[a]]",
        ("a",): "a]]",
        ("a", 0): "[[a]]",
        ("a", 0, "x"): "x = 1",
        ("a", 1): "[[a]]",
        ("a", 1, "b"): "b]",
        ("a", 1, "b", "y"): "y = 2",
        ("a", 1, "c"): "c]]",
        ("a", 1, "c", 0): "[[a.c]]",
        ("a", 1, "c", 1): "[[a.c]]",
        ("a", 1, "c", 1, "z"): "z.z = 3",
        ("a", 1, "c", 1, "z", "z"): "z = 3",
        ("a", 1, "d"): "d]",
    } == _at(text)


def test_values_of_several_lines() -> None:
    """Lists and inline tables have keys and items; text and comments in them look like keys but aren't."""
    text = "a = [ # b = 1\n  {c = 2, d.e = '#,]}'},\n  [3, 4],\n  'x', # y\n]\n" + 'f = """\ng = 5\n\\""" h = 6"""""\ni = 7\n'

    assert {
        (): "a = [ # b = 1",
        ("a",): "a = [ # b = 1",
        ("a", 0): "{c = 2, d.e = '#,]}'},",
        ("a", 0, "c"): "c = 2, d.e = '#,]}'},",
        ("a", 0, "d"): "d.e = '#,]}'},",
        ("a", 0, "d", "e"): "e = '#,]}'},",
        ("a", 1): "[3, 4],",
        ("a", 1, 0): "3, 4],",
        ("a", 1, 1): "4],",
        ("a", 2): "'x', # y",
        ("f",): 'f = """',
        ("i",): "i = 7",
    } == _at(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "a = 1",
        "a = 1\r\n[b]\r\nc = '''\r\nd = 2'''\r\n",
        "a = 1979-05-27 07:32:00Z # when\nb = 07:32:00\nc = [1979-05-27 07:32:00,]\n",
        "a = [\n]\nb = {}\nc = [[], {}, [ ] , { } ]\n",
        "a = +1_000.5e-3\nb = -inf\nc = 0xff\nd = true\n",
        "'' = 1\n\"\\u00fc\\\"\" = {'x.y' = 2}\n1.2 = 3\ntrue = 4\n",
        "a = ''''x'''''\nb = \"\"\"\\\\\"\"\"\nc = '\\'\nd = \"\\\\\"\n",
    ],
)
def test_every_key_has_an_offset(text: str) -> None:
    """All forms of TOML 1.0."""
    data = tomllib.loads(text)

    assert len(toml_offsets(text, data)) == 1 + sum(1 for _ in _below(data))


def _below(data: Any) -> Any:
    entries = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in entries:
        yield value
        yield from _below(value)


@pytest.mark.parametrize(("text", "data"), [("a = 1", {"b": 1}), ("a = 1", {}), ("a", {"a": 1}), ("a = [", {"a": []}), ("a = ", {})])
def test_no_offset_if_the_text_is_not_understood(text: str, data: dict[str, Any]) -> None:
    """A wrong position is worse than none."""
    assert {} == toml_offsets(text, data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = 2", (("b",), 6)),
        ("a = 1\nb.c = [{d = 1}, [\n 2]]", (("b", "c"), 6)),
        ("a = 1\n[ b . c", (("b", "c"), 8)),
        ("a = 1\n[[b", (("b",), 8)),
        ("a = {b = 1, b = {c = 2}", (("a", "b"), 12)),
        ("a = {b = 1, b = {c = 2} ", (("a", "b"), 12)),
        ("a b = 1", None),
        ("", None),
    ],
)
def test_last_key(text: str, expected: tuple[KeyPath, int] | None) -> None:
    """The key whose value or header ends the text, whatever keys its value has."""
    assert expected == last_key(text)
