"""The module of a name is read from the imports that type checkers see."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from constructs_lib.names import modules_of_names

_PACKAGE = """
from typing import TYPE_CHECKING

from here import now

if TYPE_CHECKING:
    from later.one import A, B
    from later.two import C as C, module as _private
    from later.three import *
"""


def test_names_of_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that are imported only for type checkers; not private ones, and not those of a star."""
    (tmp_path / "some_names.py").write_text(_PACKAGE.replace("from here import now\n", ""), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import some_names  # type: ignore[import-not-found]  # noqa: PLC0415

    assert {"A": "later.one", "B": "later.one", "C": "later.two"} == modules_of_names(some_names)
    assert not [name for name in sys.modules if name.startswith("later.")]
