"""Makes the provider bindings lazy, whether or not CDKTF was imported before."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from fast_start import compiled_texts, engine, kernel, late, packages, tricks, type_hints


class FastStartWarning(UserWarning):
    """A synth will take seconds longer than necessary; the message has the reason and the fix."""


def activate() -> None:
    """Make the provider bindings lazy in this process and start Node, which then loads them while Python continues importing.

    Call it before the first import of a provider package (``cdktf_cdktf_provider_…``). It may follow an import of ``cdktf``: then Node
    already runs and is changed while running, and a synth takes a few tenths of a second longer. A second call changes nothing.

    It imports jsii and CDKTF's core. A missing package is reported by the import that needs it.

    Warns:
        FastStartWarning: a provider package was imported before, Node could not be changed, or `WITHOUT_VARIABLE` has an unknown name.
    """
    engine.answer_imports()
    if tricks.turned_off() or any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    problems = [*_unknown_tricks(), *_imported_before()]
    node_runs = late.node_runs()
    packages.register()
    type_hints.remember_hints()
    compiled_texts.remember_texts()
    for name, adapt in _ADAPTED.items():
        if name in sys.modules:
            adapt(sys.modules[name])
    sys.meta_path.insert(0, _Finder())
    if node_runs and (problem := late.change_node()):
        problems.append(problem)
    if tricks.used("early"):
        _start_loading()
    if problems:
        warnings.warn(" ".join(problems), FastStartWarning, stacklevel=2)


def _unknown_tricks() -> Iterator[str]:
    unknown = tricks.unknown(tricks.left_out())
    if unknown:
        known = ", ".join(sorted(trick.name for trick in tricks.TRICKS))
        yield f"{tricks.WITHOUT_VARIABLE} has the unknown names {', '.join(unknown)}; allowed are {known}."


def _imported_before() -> Iterator[str]:
    imported = packages.imported_in_full()
    if imported:
        yield (
            f"{', '.join(imported)} was imported before fast_start was active, and loaded thousands of modules. Import stacks or"
            " constructs_lib.constructs before it, with the comment `# isort: split` between the two, so that only the used modules load."
        )


def _start_loading() -> None:
    for package in engine.PACKAGES:
        with suppress(ImportError):
            import_module(f"{package}._jsii")


#: Modules that are changed as soon as they are imported.
_ADAPTED: Mapping[str, Callable[[ModuleType], None]] = {
    "importlib.metadata": type_hints.remember_versions,
    "attr._make": compiled_texts.adapt_attrs,
    "typeguard": type_hints.adapt_typeguard,
    "jsii._kernel": type_hints.adapt_conversion,
    "jsii._kernel.providers.process": kernel.adapt_process,
    "jsii._reference_map": packages.adapt_reference_map,
    "jsii._runtime": kernel.adapt_runtime,
}
#: Contexts for the import of a module.
_MEANWHILE: Mapping[str, Callable[[], AbstractContextManager[None]]] = {"typeguard": type_hints.without_mock}


class _Finder(MetaPathFinder):
    """Changes a module when it is imported."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        adapt = _ADAPTED.get(fullname)
        spec = PathFinder.find_spec(fullname, path, target) if adapt else None
        if adapt and spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_adapt(module: ModuleType) -> None:
                with _MEANWHILE.get(fullname, nullcontext)():
                    run(module)
                adapt(module)

            vars(spec.loader).update(exec_module=run_and_adapt)
        return spec
