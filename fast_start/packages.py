"""Lazy loading of the submodules in the bindings' Python packages."""

from __future__ import annotations

import sys
from functools import wraps
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from fast_start.engine import PACKAGES
from fast_start.tricks import used


def register() -> None:
    """Make the packages lazy that are not imported yet."""
    for package in PACKAGES:
        if used("packages") and package not in sys.modules:
            _register(package)


def imported_in_full() -> list[str]:
    """Returns the packages that were imported before they were made lazy."""
    return [package for package in PACKAGES if package in sys.modules]


def adapt_reference_map(types: ModuleType) -> None:
    """Import a lazy package in full when node returns an object of a class that isn't imported (another library may have created it)."""
    find, known = getattr(types, "_try_import_type_module", None), getattr(types, "_assembly_to_module", None)
    if find is None or known is None or hasattr(find, "__wrapped__"):
        return

    @wraps(find)
    def find_in_full(class_fqn: str) -> bool:
        package = sys.modules.get(known.get(class_fqn.partition(".")[0], ""))
        if package is not None and package.__name__ in PACKAGES and "__getattr__" in vars(package):
            _run_init(package)
        return bool(find(class_fqn))

    vars(types).update(_try_import_type_module=find_in_full)


def _register(package: str) -> None:
    """Put the package in ``sys.modules`` according to its spec, without running its ``__init__``."""
    spec = find_spec(package)
    if spec is None or spec.loader is None or spec.submodule_search_locations is None:
        return  # not installed, or not a package: its import has a better error
    module = module_from_spec(spec)
    folders = spec.submodule_search_locations

    def load(name: str) -> Any:
        if name.startswith("_") and name != "__all__":
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if PathFinder.find_spec(f"{package}.{name}", folders):
            return import_module(f"{package}.{name}")
        return getattr(_run_init(module), name)

    # Looked up in the module itself (PEP 562), as if its source defined them.
    vars(module).update(__getattr__=load, __dir__=lambda: sorted({*vars(module), *(found.name for found in iter_modules(folders))}))
    sys.modules[package] = module


def _run_init(module: ModuleType) -> ModuleType:
    """Import the package in full, for a name that is not one of its submodules (``import *`` needs ``__all__``)."""
    for name in ("__getattr__", "__dir__"):
        vars(module).pop(name, None)
    spec = module.__spec__
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module)
    return module
