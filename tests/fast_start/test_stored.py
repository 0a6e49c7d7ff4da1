"""Compiled code is stored while its source is the same, and only if Python writes bytecode."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fast_start.stored import Stored


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A source file beside which bytecode is written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return str(tmp_path / "module.py")


def test_what_is_written_is_read(source: str) -> None:
    """In another run, and only under the name of its kind."""
    Stored(source, kind="code", form=2).write({"a": b"code"})

    assert {"a": b"code"} == Stored(source, kind="code", form=2).read()
    assert None is Stored(source, kind="texts", form=2).read()


def test_what_was_stored_in_another_form_is_not_read(source: str) -> None:
    """A later release may store something else."""
    Stored(source, kind="code", form=2).write("code")

    assert None is Stored(source, kind="code", form=3).read()


@pytest.mark.parametrize("content", [b"", b"\xff\xff", b"code"])
def test_a_damaged_file_is_not_read(source: str, content: bytes) -> None:
    """It counts as absent, and is written again."""
    stored = Stored(source, kind="code", form=0)
    stored.write("code")
    (file,) = Path(source).parent.rglob("*.pyc")
    file.write_bytes(content)

    assert None is stored.read()
    stored.write("code")
    assert "code" == stored.read()
    assert [file] == list(Path(source).parent.rglob("*.pyc*")), "nothing else is left behind"


def test_nothing_is_written_if_python_writes_no_bytecode(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As PYTHONDONTWRITEBYTECODE requires."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    stored = Stored(source, kind="code", form=0)

    stored.write("code")

    assert None is stored.read()


def test_a_folder_that_cannot_be_created_is_not_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code is then compiled in each run."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "__pycache__").touch()
    stored = Stored(str(tmp_path / "module.py"), kind="code", form=0)

    stored.write("code")

    assert None is stored.read()
