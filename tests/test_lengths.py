"""Modules and functions stay short enough to be read at once; CONTRIBUTING.md states the limits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_mirror import PACKAGES

#: Folders of the product; tests may be longer.
FOLDERS = (*PACKAGES, "examples", "tools")
#: Maximum lines of a module, and of the body of a function.
LONGEST_MODULE, LONGEST_BODY = 250, 40

_MODULES = [
    ROOT / "main.py",
    *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in {".cjs", ".js", ".py", ".sh"}),
]


def too_long(text: str, *, python: bool = True) -> Iterator[str]:
    """Yield the module if it has too many lines, and each function whose body has too many.

    A body is everything from the first statement after the docstring to the last one: comments, empty lines and nested functions count.
    """
    lines = len(text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{lines} lines"
    for node in ast.walk(ast.parse(text)) if python else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = _body(node)
            if body > LONGEST_BODY:
                yield f"{node.name}: {body} lines"


def _body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    statements = function.body if ast.get_docstring(function) is None else function.body[1:]
    return statements[-1].end_lineno - statements[0].lineno + 1 if statements else 0  # type: ignore[operator]  # parsed text has line numbers


def test_each_module_is_found() -> None:
    """The test below can't pass because it looks in the wrong place."""
    names = {str(path.relative_to(ROOT)) for path in _MODULES}

    assert {"main.py", "constructs_lib/blueprint.py", "jupyterhub_on_eks/cli/adopt.py", "fast_start/preload.cjs", "bench/chart.py"} <= names


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_lengths(path: Path) -> None:
    """Split what is longer by concern."""
    assert [] == list(too_long(path.read_text(encoding="utf-8"), python=path.suffix == ".py"))


@pytest.mark.parametrize(
    ("signature", "docstring"),
    [("()", ""), ("()", '    """One\n\n    two\n    """\n'), ("(\n    a,\n    b,\n)", '    """Do it."""\n')],
)
def test_signature_and_docstring_do_not_count(signature: str, docstring: str) -> None:
    """A verb's signature has its options, and its docstring is its help text."""
    function = f"def work{signature}:\n{docstring}" + "    pass\n    # why\n" * (LONGEST_BODY // 2)

    assert [] == list(too_long(function))
    assert [f"work: {LONGEST_BODY + 1} lines"] == list(too_long(f"{function}    pass\n"))


def test_long_module_and_nested_function_are_found() -> None:
    """A nested function counts for itself and for the outer one; a method counts like a function."""
    nested = "class A:\n    async def outer(self):\n        def inner():\n" + "            pass\n" * (LONGEST_BODY + 1)

    assert ["outer: 42 lines", "inner: 41 lines"] == list(too_long(nested))
    assert ["251 lines"] == list(too_long("\n" * (LONGEST_MODULE + 1)))
    assert ["251 lines"] == list(too_long("{\n" * (LONGEST_MODULE + 1), python=False))
