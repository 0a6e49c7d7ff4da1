"""Text to plain data. Broken YAML and TOML, as a user sees them, are in tests/cases/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.errors import HubFileError
from constructs_lib.hub_files.parse import parse


def _parsed(tmp_path: Path, text: str | bytes, name: str = "hub.yaml") -> dict[str, Any]:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    parsed = parse(path)
    if parsed.mistakes:
        raise HubFileError(parsed.mistakes)
    return parsed.data


def _repeated(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "hub.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in parse(path).mistakes]


def _mistake(tmp_path: Path, text: str | bytes, name: str = "hub.yaml") -> str:
    with pytest.raises(HubFileError) as error:
        _parsed(tmp_path, text, name)
    (problem,) = error.value.problems
    assert problem.startswith(f"{tmp_path / name}:")
    return problem.removeprefix(f"{tmp_path / name}:").lstrip()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hub.yaml", "a: {b: [1, two, null, 1.5, true]}"),
        ("hub.yml", "a:\n  b:\n  - 1\n  - two\n  -\n  - 1.5\n  - yes\n"),
    ],
)
def test_yaml(tmp_path: Path, name: str, text: str) -> None:
    """Text, numbers, true and false, null, lists and mappings."""
    assert {"a": {"b": [1, "two", None, 1.5, True]}} == _parsed(tmp_path, text, name)


def test_toml(tmp_path: Path) -> None:
    """The suffix decides the language."""
    assert {"a": {"b": [1, "two", 1.5, True]}} == _parsed(tmp_path, '[a]\nb = [1, "two", 1.5, true]\n', "hub.toml")


def test_byte_order_mark(tmp_path: Path) -> None:
    """Some editors write one; it isn't part of the first key."""
    assert {"a": "ü"} == _parsed(tmp_path, "\ufeffa: ü\n")


def test_windows_line_endings(tmp_path: Path) -> None:
    """They end lines too."""
    assert {"a": 1, "b": 2} == _parsed(tmp_path, "a: 1\r\nb: 2\r\n")


@pytest.mark.parametrize("text", ["2026-01-01", "2026-01-01T10:00:00Z", "2026-13-45"])
def test_dates_are_text(tmp_path: Path, text: str) -> None:
    """Neither the chart nor Terraform has dates."""
    assert {"a": text} == _parsed(tmp_path, f"a: {text}")


def test_merge_key(tmp_path: Path) -> None:
    """YAML's merge key sets what isn't set; a key beside it wins and is not a repetition."""
    text = "one: &one {a: 1, b: 2}\ntwo:\n  <<: *one\n  b: 3\n"

    assert {"a": 1, "b": 3} == _parsed(tmp_path, text)["two"]


def test_repeated_key_at_depth(tmp_path: Path) -> None:
    """The last one doesn't silently win; the message names both lines."""
    assert ["4:3: a[0].b: is repeated on line 4 (first on line 2); remove one of them"] == _repeated(
        tmp_path, "a:\n- b: 1\n  c: 2\n  b: 3\n"
    )


def test_all_repeated_keys(tmp_path: Path) -> None:
    """Each is reported, in the order of the text; mistakes at an alias's anchor are reported once, and a text in a merge key has its own."""
    text = "a: &a {x: 1, x: 2}\nb: *a\nc: {<<: {z: 1, z: 2}, x: 1}\na: 3\na: 4\n"

    assert [
        "1:14: a.x: is repeated on line 1 (first on line 1); remove one of them",
        "3:16: c.z: is repeated on line 3 (first on line 3); remove one of them",
        "4:1: a: is repeated on line 4 (first on line 1); remove one of them",
        "5:1: a: is repeated on line 5 (first on line 1); remove one of them",
    ] == _repeated(tmp_path, text)


def test_repeated_key_beside_an_invalid_value(tmp_path: Path) -> None:
    """Both are reported."""
    (tmp_path / "hub.yaml").write_text("a: 1\na: 2\n3: b\n", encoding="utf-8")

    problems = [str(problem) for problem in parse(tmp_path / "hub.yaml").mistakes]

    assert ["2:1: a: is repeated on line 2", "3:1: the file: a key is not text"] == [
        problem.removeprefix(f"{tmp_path}/hub.yaml:").partition(" (first")[0].partition(";")[0] for problem in problems
    ]


def test_missing_file(tmp_path: Path) -> None:
    """The system's own reason."""
    with pytest.raises(HubFileError, match=r"none\.yaml: can't be read: No such file or directory"):
        parse(tmp_path / "none.yaml")


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """No traceback."""
    with pytest.raises(HubFileError, match="is not a regular file; give the path of a hub file"):
        parse(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: \xff", "1:4: is not UTF-8 text (byte 3); save it as UTF-8"),
        ("", "is empty; a hub file needs cluster and add_ons"),
        ("just text", "is not a mapping of keys to values; a hub file starts with keys such as cluster: and add_ons:"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document starts here; a hub file is one document, so move the other to a separate file"),
        (
            "a: *none",
            "1:4: is not YAML: an alias (*…) has no anchor before it; put text that begins with * in quotes",
        ),
        (
            "a: 'open",
            "1:9: is not YAML: found unexpected end of stream; check the indentation, quotes and brackets here and just above",
        ),
        (
            "a: \x00",
            '1:4: is not YAML: unacceptable character #x0000: special characters are not allowed in "<unicode string>", position 3',
        ),
        (
            "a: !!python/object:os.system {}",
            "1:1: a: is not plain YAML: put a value that begins with ! in quotes",
        ),
        ("!Stack {a: 1}", "is not plain YAML: put a value that begins with ! in quotes"),
        ("a: !!set {b}", "1:1: a: is a set, which is not allowed in a hub file; put it in quotes"),
        ("a: !!binary aGk=", "1:1: a: is binary data, which is not allowed in a hub file; put it in quotes"),
        ("{1: x}", "1:2: the file: a key is not text; put it in quotes"),
        ("a: {b: [{true: x}]}", "1:10: a.b[0]: a key is not text; put it in quotes"),
        ("a: [x, 'TfToken[']", "1:8: a[1]: contains 'TfToken[', which CDKTF reserves; use something else"),
        ("'TfToken[1': x", "1:1: the file: a key contains 'TfToken[', which CDKTF reserves; use something else"),
        ("? [a, b]\n: x\n", "1:3: found unhashable key"),
    ],
)
def test_mistakes(tmp_path: Path, text: str | bytes, expected: str) -> None:
    """Whatever the file contains, one message states what is wrong and where."""
    assert expected == _mistake(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\n\nb = = 2\n", "3:5: is not TOML: Invalid value"),
        ('a = 1\r\nb = "x\r\n', "2:7: is not TOML: Illegal character '\\n'"),
        ("a = [1,\n\n\n", "1:8: is not TOML: Invalid value"),
        ("[a]\nb = 1\n[a]\n", "3:2: a: is not TOML: Cannot declare twice; the key is repeated, remove one of them"),
        (
            "a.b = 1\na.b = [\n  {c = 2},\n]\n",
            "2:1: a.b: is not TOML: Cannot overwrite a value; the key is repeated, remove one of them",
        ),
        (
            "a = {b = 1,  b = {c = 2}, d = 3}\n",
            "1:14: a.b: is not TOML: Duplicate inline table key; the key is repeated, remove one of them",
        ),
    ],
)
def test_mistakes_in_toml(tmp_path: Path, text: str, expected: str) -> None:
    """The message of tomllib, at its position; a repeated key is shown where it is repeated, not after its value."""
    assert expected == _mistake(tmp_path, text, "hub.toml")


def test_positions_beside_the_data(tmp_path: Path) -> None:
    """In both languages; a byte order mark is not a column."""
    for name, text in (("hub.yaml", "\ufeffa:\r\n  b: 1\r\n"), ("hub.toml", "\ufeff[a]\r\n  b = 1\r\n")):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")

        parsed = parse(tmp_path / name)

        assert {"a": {"b": 1}} == parsed.data
        assert (2, 3) == parsed.positions.find(("a", "b"))


def test_huge_number(tmp_path: Path) -> None:
    """Python refuses it, and so does the report."""
    assert _mistake(tmp_path, f"a: {'9' * 5000}").startswith("1:1: a: is not a valid value for its form")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hub.yaml", "a: " + "[" * 60 + "]" * 60, "1:6: a[0][0]: "),
        ("hub.toml", "a = " + "[" * 60 + "]" * 60, "1:7: a[0][0]: "),
        ("hub.toml", "a = " + "[" * 9000, ""),
    ],
    ids=["yaml", "toml", "very deep"],
)
def test_too_deep(tmp_path: Path, name: str, text: str, expected: str) -> None:
    """Endless brackets don't crash it, and take no time."""
    assert f"{expected}is nested too deeply; a hub file may have 50 levels of mappings and lists" == _mistake(tmp_path, text, name)


def test_alias_that_contains_itself(tmp_path: Path) -> None:
    """A list in itself has no end, and isn't allowed in a hub file."""
    assert "1:4: an alias is inside its own anchor; remove it" == _mistake(tmp_path, "a: &a [*a]")


def test_deep_enough(tmp_path: Path) -> None:
    """Chart values are nested, and may be."""
    assert _parsed(tmp_path, "a: " + "[" * 40 + "]" * 40)


def test_too_many_bytes(tmp_path: Path) -> None:
    """A file of the wrong kind is refused before it is parsed."""
    assert "has 4194305 bytes; at most 4194304 are allowed" == _mistake(tmp_path, b"#" * (4 * 1024 * 1024 + 1))


def test_aliases_that_multiply(tmp_path: Path) -> None:
    """A small file can't fill the memory."""
    lines = [f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in ("ab", "bc", "cd", "de", "ef")]

    assert "5:4: contains more than 50000 values after expanding its aliases; remove the aliases" == _mistake(
        tmp_path, "\n".join(["a: &a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]", *lines])
    )


def test_too_many_values(tmp_path: Path) -> None:
    """Also without aliases; reading stops there."""
    expected = "1:100001: contains more than 50000 values after expanding its aliases; remove the aliases"

    assert expected == _mistake(tmp_path, f"a: [{'0,' * 60_000}]")
