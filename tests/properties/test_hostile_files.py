"""Files made to break the reader: each gives, soon, one clean report."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from constructs_lib import HubFileError, read_hub_file
from constructs_lib.hub_files import read_hub_files
from tests.conftest import ROOT

pytestmark = pytest.mark.property

_SOUND = b"cluster: {name: c, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {}}]\n"
_LEVELS = "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))
_MERGES = "".join(f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True))

_HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.yaml": (b"", "is empty; a hub file needs cluster and add_ons"),
    "comment.yaml": (b"# nothing\n", "is empty"),
    "bom-alone.yaml": (b"\xef\xbb\xbf", "is empty"),
    "utf16.yaml": ("stack: a\n".encode("utf-16"), "is not UTF-8 text (byte 0); save it as UTF-8"),
    "latin1.yaml": (b"stack: caf\xe9\n", "is not UTF-8 text (byte 10)"),
    "two-documents.yaml": (b"a: 1\n---\nb: 2\n", "2:1: a second document starts here"),
    "nul.yaml": (b"stack: a\x00b\n", "is not YAML: unacceptable character #x0000"),
    "escaped-nul.yaml": (b'tags: {a: "x\\0y"}\n', "tags.a: contains the character U+0000"),
    "escape-in-key.yaml": (b'tags: {"\\e[31m": a}\n', "tags: a key contains the character U+001B"),
    "surrogate.yaml": (b'tags: {a: "\\ud800"}\n', "tags.a: contains the character U+D800"),
    "flow-bomb.yaml": (f"a: &a [x, x]\n{_LEVELS}".encode(), ": contains more than 50000 values after expanding its aliases"),
    "merge-bomb.yaml": (f"a: &a {{x: 1}}\n{_MERGES}".encode(), ": contains more than 50000 values after expanding its aliases"),
    "alias-of-itself.yaml": (b"a: &a [*a]\n", "1:4: an alias is inside its own anchor; remove it"),
    "merge-of-itself.yaml": (b"a: &a {<<: *a}\n", "an alias is inside its own anchor"),
    "merge-of-text.yaml": (b"<<: text\n", "expected a mapping or list of mappings for merging, but found scalar"),
    "many-values.yaml": (b"a: [" + b"1," * 200_000 + b"]\n", ": contains more than 50000 values"),
    "deep.yaml": (b"a: " + b"[" * 100_000 + b"]" * 100_000, "is nested too deeply"),
    "rather-deep.yaml": (b"a: " + b"[" * 60 + b"]" * 60, "a[0][0]: is nested too deeply"),
    "deep.toml": (b"a = " + b"[" * 100_000 + b"]" * 100_000, "is nested too deeply"),
    "dotted.toml": (b".".join([b"a"] * 1_000) + b" = 1\n", "is nested too deeply"),
    "huge-hex.yaml": (_SOUND + b"tags: {a: 0x" + b"f" * 5_000 + b"}\n", "tags.a: "),
    "long-number.yaml": (b"tags: {a: " + b"9" * 1_000 + b"}\n", "tags.a: is a whole number of more than 64 bits"),
    "long-number-as-key.yaml": (b"tags: {" + b"9" * 1_000 + b": 1}\n", "tags: a key is not text"),
    "huge-decimal.yaml": (b"a: " + b"9" * 5_000 + b"\n", "is not a valid value for its form or its tag (!!…)"),
    "huge-decimal.toml": (b"a = " + b"9" * 5_000 + b"\n", "contains a number that can't be read"),
    "empty-float.yaml": (b"a: !!float ''\n", "1:1: a: is not a valid value for its form"),
    "empty-int.yaml": (b"a: !!int ''\n", "is not a valid value for its form"),
    "perhaps.yaml": (b"a: !!bool perhaps\n", "is not a valid value for its form"),
    "timestamp.yaml": (b"a: !!timestamp soon\n", "is not a valid value for its form"),
    "python.yaml": (b"a: !!python/object/apply:os.system [id]\n", "put a value that begins with ! in quotes"),
    "set.yaml": (b"a: !!set {b, c}\n", "a: is a set, which is not allowed in a hub file; put it in quotes"),
    "binary.yaml": (b"a: !!binary aGVsbG8=\n", "a: is binary data, which is not allowed in a hub file"),
    "list-as-key.yaml": (b"? [a]\n: b\n", "found unhashable key"),
    "true-as-key.yaml": (b"tags: {on: a}\n", "tags: a key is not text; put it in quotes"),
    "nan-as-key.yaml": (b"tags: {.nan: a}\n", "tags: a key is not text"),
    "alias-of-nothing.yaml": (b"a: *hunter2\n", "an alias (*\u2026) has no anchor before it; put text that begins with * in quotes"),
    "repeated-merge.yaml": (_SOUND + b"tags: {<<: {z: a}, x: a, x: b}\n", "tags.x: is repeated on line"),
    "newline-in-key.yaml": (_SOUND + b'"a\\nb": 1\n', r'"a\nb": unknown key'),
    "long-key.yaml": (_SOUND + b"? " + b"k" * 1_000_000 + b"\n: 1\n", "k\u2026: unknown key"),
    "bidi-in-key.yaml": (_SOUND + '"a\u202eb": 1\n'.encode(), r'"a\u202eb": unknown key'),
}


@pytest.mark.parametrize(("name", "content", "expected"), [(name, *rest) for name, rest in _HOSTILE.items()], ids=list(_HOSTILE))
def test_a_hostile_file_ends_in_readable_lines(name: str, content: bytes, expected: str, tmp_path: Path) -> None:
    """It has the file's name and a message, in one readable line; other mistakes, such as missing keys, have theirs."""
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(HubFileError) as error:
        read_hub_file(file)

    assert 1 == sum(expected in problem for problem in error.value.problems)
    for problem in error.value.problems:
        assert problem.startswith(str(file))
        assert problem.isprintable()
        assert len(problem) <= 2_000


def test_a_byte_order_mark_is_valid(tmp_path: Path) -> None:
    """Some editors write it."""
    file = tmp_path / "hub.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + _SOUND)

    assert "hub" == read_hub_file(file).stack


def test_aliases_are_separate_values(tmp_path: Path) -> None:
    """One mapping used in two places, and wrong for one of them, is reported only there."""
    file = tmp_path / "hub.yaml"
    file.write_text(
        "cluster: &a {name: c, region: us-west-2}\n"
        "backend: {s3: *a}\n"
        "add_ons: [{ebs_csi_driver: {}}, {jupyterhub: {ebs_config: {storage_class: gp3, capacity: 1Gi}, service_type: cluster_ip}}]\n"
    )

    with pytest.raises(HubFileError) as error:
        read_hub_file(file)

    assert {"backend.s3.name", "backend.s3.bucket", "backend.s3.key"} == {line.split(": ")[1] for line in error.value.problems}


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_other_than_files_are_not_read(make: object, tmp_path: Path) -> None:
    """A folder or a pipe with the name of a hub file: reading a pipe would wait forever."""
    file = tmp_path / "x.yaml"
    assert callable(make)
    make(file)

    with pytest.raises(HubFileError, match=r"x\.yaml: is (a folder without hub files|not a regular file)"):
        read_hub_files([file])


def test_a_name_that_is_too_long() -> None:
    """The system's own message, and no traceback."""
    with pytest.raises(HubFileError, match="can't be read: File name too long"):
        read_hub_files([Path("a" * 300 + ".yaml")])


def test_unclosed_quote_in_hubs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The list of hub files is not a list."""
    monkeypatch.setenv("HUBS", "'hubs")

    assert 2 == main.main()

    report = "has an unclosed quote; close it, or put a backslash before it"
    assert f'HUBS: "\'hubs" {report}\n' == capsys.readouterr().err


@pytest.mark.parametrize("name", ["merge-bomb.yaml", "many-values.yaml"])
def test_a_bomb_is_refused(name: str, tmp_path: Path) -> None:
    """The program itself ends in time, with status 1, a short report and no traceback."""
    (tmp_path / name).write_bytes(_HOSTILE[name][0])

    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        cwd=tmp_path,
        env={**os.environ, "HUBS": name, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (1, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith(name)
    assert 1 == len(done.stderr.splitlines())
