"""The constructs that `constructs_lib` exports."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages

import constructs_lib
from constructs_lib import constructs, public_constructs, terraform


def _defined(module: str) -> set[str]:
    """Return the public classes that a module defines."""
    members = vars(import_module(module)).items()
    return {name for name, value in members if inspect.isclass(value) and value.__module__ == module and not name.startswith("_")}


def test_every_name_can_be_loaded() -> None:
    """Each name of the list is imported for type checkers, and so at run time, and nothing else is."""
    assert {name: getattr(constructs_lib, name) for name in public_constructs.__all__} == {
        name: public_constructs.load(name) for name in public_constructs.__all__
    }
    imported = {
        alias.name
        for node in ast.walk(ast.parse(Path(public_constructs.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith((f"{constructs.__name__}.", f"{terraform.__name__}."))
        for alias in node.names
    }
    assert imported == set(public_constructs.__all__)


def test_every_class_is_exported() -> None:
    """Each public class of the concerns' construct modules can be imported from `constructs_lib`, and is the class itself.

    The construct of an add-on, in a module beside the concerns' folders, may stay private.
    """
    beside = {found.name for found in iter_modules(constructs.__path__, f"{constructs.__name__}.") if not found.ispkg}
    modules = [found.name for found in walk_packages(constructs.__path__, f"{constructs.__name__}.") if found.name not in beside]
    classes = {name: module for module in modules for name in _defined(module)}

    assert {"EbsHomes", "HubSite", "JupyterHub"} <= set(classes)
    assert set() == set(classes) - set(constructs_lib.__all__)
    assert {} == {
        name: module for name, module in classes.items() if getattr(constructs_lib, name) is not vars(import_module(module))[name]
    }
