"""Only the table of chart versions compares versions; all other code asks it for a capability."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib.models import chart_version
from constructs_lib.models.chart_version import RECOMMENDED
from tests.conftest import ROOT

_MODULES = sorted(path for path in (ROOT / "constructs_lib").rglob("*.py") if path != Path(chart_version.__file__))
#: The modules that check what a chart version supports.
_ASKING = [path for path in _MODULES if "chart_version" in path.read_text(encoding="utf-8")]


def _comparisons(module: ast.Module) -> Iterator[str]:
    """Find decisions by the parts of a version instead of by a capability."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {"major", "minor", "patch", "pre_release", "version_info"}:
            yield ast.unparse(node)
        if isinstance(node, ast.Compare) and any("version" in ast.unparse(side) for side in (node.left, *node.comparators)):
            yield ast.unparse(node)


def test_a_comparison_is_detected() -> None:
    """The check of the other modules can fail."""
    code = "if chart.major == 1 or version >= '3' or hub.version.split('.')[0] < '4' or version.has(X): pass"

    assert {"chart.major", "version >= '3'", "hub.version.split('.')[0] < '4'"} == set(_comparisons(ast.parse(code)))


@pytest.mark.parametrize("path", _ASKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_table_compares_versions(path: Path) -> None:
    """What a chart version supports is defined in one place; callers name a capability."""
    assert [] == list(_comparisons(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", _ASKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_messages_get_versions_from_the_table(path: Path) -> None:
    """Apart from docstrings, no text of callers contains a version."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    strings = [(id(node), node.value) for node in ast.walk(module) if isinstance(node, ast.Constant)]
    texts = [value for node, value in strings if isinstance(value, str) and node not in docstrings]

    assert [] == [text for text in texts if re.search(r"\b[0-9]+\.[0-9]+\.[0-9]+\b", text)]


def test_only_the_table_recommends() -> None:
    """Another recommended version is one edit."""
    assert [] == [str(path) for path in _MODULES if RECOMMENDED in path.read_text(encoding="utf-8")]
