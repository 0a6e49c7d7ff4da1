"""Generated modules that create each class on first use.

A generated module defines up to five hundred classes, of which an app uses a few, and running the definitions takes longer than reading them.
So a module is compiled in parts (`class_parts`), once per machine. An import runs what is no part, and a part runs when its name is used.
"""

from __future__ import annotations

import builtins
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fast_start.engine import PACKAGES, installed
from fast_start.stored import Stored
from fast_start.tricks import used

if TYPE_CHECKING:
    from fast_start.class_parts import Parts

#: Changes with the form of what is stored.
_FORM = 3
#: The namespaces of imported modules, by the name of their package.
_NAMESPACES: dict[str, list[_Namespace]] = {}
#: Held while a part runs, which may run others.
_LOCK = RLock()
#: What a module gets of its namespace beside the names in ``__all__`` (source: publication 0.0.3, `publish`).
_OF_A_MODULE = ("__all__", "__doc__", "__path__")


def create_on_use(spec: ModuleSpec | None) -> ModuleSpec | None:
    """Have a generated module create its classes on first use, if its parts are stored or can be."""
    loader = spec.loader if spec else None
    if spec and type(loader) is SourceFileLoader and used("definitions") and (parts := _parts(loader.path)):
        spec.loader = _Loader(spec.name, loader.path, parts)
    return spec


def is_generated(name: str) -> bool:
    """Return whether jsii generates the module of this name: CDKTF, constructs, or one of the provider packages' submodules."""
    package, _, module = name.partition(".")
    return name in (installed().framework, "constructs") or (package in PACKAGES and module not in ("", "_jsii"))


def _parts(source: str) -> Parts | None:
    status = Path(source).stat()
    stored = Stored(source, kind="parts", made_of=(_FORM, status.st_mtime_ns, status.st_size))
    parts: Parts | None = stored.read()
    if parts is None and stored.can_be_written():
        from fast_start import class_parts  # noqa: PLC0415  # needed once per machine

        parts = class_parts.compiled(source)
        stored.write(parts)
    return parts


class _Loader(SourceFileLoader):
    """Runs what is no part of a module."""

    def __init__(self, name: str, path: str, parts: Parts) -> None:
        super().__init__(name, path)
        self._rest, self._parts = parts

    def exec_module(self, module: ModuleType) -> None:
        namespace = _Namespace(vars(module), self._parts)
        _NAMESPACES.setdefault(module.__name__.partition(".")[0], []).append(namespace)

        def load(name: str) -> Any:
            if name in namespace.get("__all__", ()):
                with suppress(KeyError):
                    vars(module)[name] = namespace[name]
                    return namespace[name]
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")

        # Looked up in the module itself (PEP 562), as if its source defined them.
        vars(module).update(__getattr__=load, __dir__=lambda: sorted({*vars(module), *namespace["__all__"]}))
        exec(self._rest, namespace)  # noqa: S102  # as the import system does
        vars(module).update((name, namespace[name]) for name in _OF_A_MODULE if name in namespace)


class _Namespace(dict[str, Any]):
    """The global names of a module; a name that is missing runs its part. Functions that the module defines look names up here as well."""

    def __init__(self, names: Mapping[str, Any], parts: Mapping[str, tuple[bytes, tuple[str, ...]]]) -> None:
        # With the built-in names, which would be missing at each use.
        super().__init__({**vars(builtins), **names})
        self._parts = dict(parts)

    def __missing__(self, name: str) -> Any:
        with _LOCK:
            if name not in self:  # or another thread was faster
                self._run(name)
        return self[name]

    def _run(self, name: str) -> None:
        """Run a part.

        Raises:
            KeyError: no part has the name, or it runs already.
        """
        code, needed = self._parts.pop(name)
        for other in needed:
            if other in self._parts:
                self._run(other)
        exec(marshal.loads(code), self)  # noqa: S102, S302  # compiled by class_parts

    def create(self, name: str) -> bool:
        """Create a class that nobody has used. Returns whether there was one."""
        return name in self._parts and bool(self[name])


def create_by_type(fqn: str) -> bool:
    """Create the class of a jsii type, which Node may name before Python has used it. Returns whether there was one."""
    packages: dict[str, str] = vars(sys.modules["jsii._reference_map"])["_assembly_to_module"]
    package, name = packages.get(fqn.partition(".")[0], ""), fqn.rpartition(".")[2]
    return any(namespace.create(name) for namespace in _NAMESPACES.get(package, ()))
