"""Messages of other programs that need more than this tier has."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tests.conftest import ROOT


@dataclass(frozen=True)
class Elsewhere:
    """A test of another tier, which produces a message and reads its text with ``quoted``.

    Args:
        file: the test module, from the root of the project.
        test: name of the test.
    """

    file: str
    test: str

    def quotes(self, message: str) -> bool:
        """Return whether the test exists and reads the message from the page."""
        tree = ast.parse((ROOT / self.file).read_text(encoding="utf-8"))
        tests = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == self.test)
        return f"quoted({message!r})" in "".join(ast.unparse(test) for test in tests)
