"""Names that a package exports without importing their modules: they are imported when a name is first used."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from types import ModuleType


@cache
def modules_of_names(package: ModuleType) -> dict[str, str]:
    """Return the module of each name that a package imports from this library only for type checkers, read from its source.

    Args:
        package: the package or module with imports below ``if TYPE_CHECKING:``. Names with an underscore, and those of star
            imports, are omitted.
    """
    source = ast.parse(inspect.getsource(package))
    blocks = [node for node in source.body if isinstance(node, ast.If)]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {
        alias.name: str(node.module)
        for node in imports
        for alias in node.names
        if alias.name != "*" and not str(alias.asname).startswith("_")
    }
