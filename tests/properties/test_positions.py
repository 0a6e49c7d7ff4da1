"""Positions in random files are those of the keys, whatever surrounds them."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from constructs_lib import HubFileError, read_hub_file
from constructs_lib.errors import KeyPath
from constructs_lib.hub_files.toml_scanner import toml_offsets
from tests.properties.profile import PROFILE
from tests.properties.strategies import hub_files

pytestmark = pytest.mark.property

_WRONG = "wrong_zq9"


def _mappings(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _mappings(value)


@st.composite
def _wrong_files(draw: st.DrawFn) -> str:
    """Return a valid hub file, in one of YAML's styles, with an unknown key in one of its mappings."""
    data = copy.deepcopy(draw(hub_files()))
    mapping = draw(st.sampled_from(list(_mappings(data))))
    entries = list(mapping.items())
    entries.insert(draw(st.integers(0, len(entries))), (_WRONG, draw(st.sampled_from((1, None, "x\ny\n", [], {})))))
    mapping.clear()
    mapping.update(entries)
    text = yaml.safe_dump(
        data,
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from((None, None, False, True))),
        indent=draw(st.integers(2, 6)),
        sort_keys=draw(st.booleans()),
        width=draw(st.sampled_from((20, 80, 10_000))),
    )
    return draw(st.sampled_from(("", "# a hub\n", "---\n"))) + text


@settings(PROFILE, max_examples=150)
@given(text=_wrong_files(), line_end=st.sampled_from(("\n", "\r\n")))
def test_a_wrong_key_is_reported_at_its_position(tmp_path_factory: pytest.TempPathFactory, text: str, line_end: str) -> None:
    """In the line, and in the column, at which an editor shows it."""
    file = tmp_path_factory.mktemp("wrong") / "hub.yaml"
    file.write_bytes(text.replace("\n", line_end).encode())
    expected = {(number, line.index(_WRONG) + 1) for number, line in enumerate(text.split("\n"), start=1) if _WRONG in line}

    problems: tuple[str, ...] = ()
    try:
        read_hub_file(file)
    except HubFileError as error:
        problems = error.problems
    assume(problems)  # a mapping of free keys, such as the chart's values, may contain it
    assume(not any("(not shown)" in problem or "service_api_tokens: " in problem for problem in problems))  # there a key may be a secret

    found = [re.match(rf":(\d+):(\d+): (?:\S+\.)?{_WRONG}(?:\.\S+)?: ", problem.removeprefix(str(file))) for problem in problems]
    assert expected == {(int(at[1]), int(at[2])) for at in found if at}


_TRICKY = ("", "#", " = ", "]", "}", ",", "'", "''", "\\", '"', "[x]", "\u00fc", "\n[y]\nz = 1\n", "{")


class _Writer:
    """Writes random TOML in which each key and each item is unique, and records their positions."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.text, self.count = draw, "", 0
        self.offsets: dict[KeyPath, int] = {}

    def coin(self) -> bool:
        return self.draw(st.booleans())

    def name(self, mark: str) -> str:
        self.count += 1
        return f"{mark}{self.count}"

    def write(self, text: str) -> None:
        self.text += text

    def key(self, path: KeyPath, parts: int) -> KeyPath:
        for number in range(parts):
            name = self.name("k") + self.draw(st.sampled_from(("", "", "", " x", ".y", "#", "[[")))
            path = (*path, name)
            self.offsets[path] = len(self.text)
            bare = name.replace("k", "").isdigit() and self.coin()
            self.write((name if bare else self.draw(st.sampled_from((f'"{name}"', f"'{name}'")))) + (" . " if number < parts - 1 else ""))
        return path

    def scalar(self) -> None:
        text = self.name("v") + self.draw(st.sampled_from(_TRICKY))
        forms = [repr(self.count), f"{self.count}.5", "true", "1979-05-27 07:32:00"]
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        forms += [f'"{escaped}"'] if "\n" not in text else []
        forms += [f"'{text}'"] if "\n" not in text and "'" not in text else []
        forms += [f'"""{escaped}"""', f'"""{escaped}"""""', f"'''\n{text} '''"]
        self.write(self.draw(st.sampled_from(forms)))

    def value(self, path: KeyPath, depth: int) -> None:
        kind = self.draw(st.sampled_from(("scalar", "list", "table"))) if depth else "scalar"
        if kind == "scalar":
            self.scalar()
        elif kind == "list":
            self.write("[")
            for number in range(self.draw(st.integers(0, 3))):
                self.write(self.draw(st.sampled_from(("", " ", "\n  ", " # k1 = [\n"))))
                self.offsets[*path, number] = len(self.text)
                self.value((*path, number), depth - 1)
                self.write(self.draw(st.sampled_from((",", " ,", "\n,"))))
            self.write("]")
        else:
            self.write("{ ")
            for number in range(self.draw(st.integers(0, 3))):
                self.write(", " if number else "")
                self.pair(path, depth - 1)
            self.write(" }")

    def pair(self, path: KeyPath, depth: int) -> None:
        path = self.key(path, self.draw(st.integers(1, 2)))
        self.write(self.draw(st.sampled_from(("=", " = ", "\t=\t"))))
        self.value(path, depth)

    def body(self, path: KeyPath) -> None:
        for _ in range(self.draw(st.integers(0, 3))):
            self.write(self.draw(st.sampled_from(("", "  ", "# k1 = 2\n", "\n"))))
            self.pair(path, 2)
            self.write(self.draw(st.sampled_from(("\n", " # [k1]\n", "\r\n"))))


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, dict[KeyPath, int]]:
    writer = _Writer(draw)
    writer.body(())
    for _ in range(draw(st.integers(0, 3))):
        if writer.coin():
            writer.write("[ ")
            path = writer.key((), draw(st.integers(1, 3)))
            writer.write("]\n")
            writer.body(path)
        else:
            names = None
            for number in range(draw(st.integers(1, 3))):
                start = len(writer.text)
                writer.write("[[")
                names = names or writer.key((), 1)
                writer.write(f"{'' if number == 0 else repr(names[0])}]]\n")
                writer.offsets[*names, number] = start
                writer.body((*names, number))
    return writer.text, writer.offsets


@settings(PROFILE, max_examples=300)
@given(document=_documents())
def test_random_documents(document: tuple[str, dict[KeyPath, int]]) -> None:
    """Each key and item is found where it was written."""
    text, expected = document

    found = toml_offsets(text, tomllib.loads(text))

    assert expected == {path: offset for path, offset in found.items() if path}
