"""The entry point of set-up, which every Python must understand."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import set_up
from scripts.set_up import complaint, newer_python


@pytest.mark.parametrize("module", ["__init__.py", "set_up.py"])
def test_old_pythons_can_read_it(module: str) -> None:
    """What runs before the version is checked is written in the language of Python 3.6."""
    source = (Path(set_up.__file__).parent / module).read_text()
    tree = ast.parse(source, feature_version=(3, 6))

    assert "annotations" not in [name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names]


def test_an_old_python_is_told_what_is_needed() -> None:
    """The message gives both versions and a way to a newer one."""
    assert (
        "Python 3.11 or newer is needed; this is Python 3.9.2.\n"
        "Install one (Debian: apt install python3, macOS: brew install python) and run the command again."
    ) == complaint((3, 9, 2), None)


def test_an_old_python_points_to_a_newer_one_on_the_machine() -> None:
    """Where there is one, the message gives the very command."""
    assert complaint((3, 9, 2), "python3.13").endswith("for example\n  make synth PYTHON=python3.13")


@pytest.mark.usefixtures("empty_path")
def test_no_newer_python_is_found_where_there_is_none() -> None:
    """None, rather than a guess."""
    assert newer_python() is None


def test_the_newest_python_is_found(make_program: Callable[[str], None]) -> None:
    """Of several, the newest; one that is too old does not count."""
    for minor in (9, 11, 14):
        make_program(f"python3.{minor}")

    assert "python3.14" == newer_python()
