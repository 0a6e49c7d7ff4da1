"""Load only what is used of the provider bindings: synth in half a second instead of twenty.

The AWS and Kubernetes bindings load all of their 2,300 modules as soon as one of them is imported, on both sides of jsii: their Python
package imports every submodule, and the ``lib/index.js`` of their JavaScript half requires every file. A stack uses two dozen. So

- ``packages``: the Python packages are registered in ``sys.modules`` without running their ``__init__``; submodules then load one by one;
- ``kernel``, ``node`` and ``preload.cjs``: the node process that jsii starts makes those index files lazy, runs on the Node 22 of the virtual
  environment unless the user's ``JSII_NODE`` names another, and loads packages and classes while Python goes on importing;
- ``type_hints``: what jsii's generated classes look up again at each import and each call is remembered.

The rendered JSON is the same, byte for byte, and type checkers and editors see the real packages. Whatever is not as expected (a package
that is missing or imported already, another version of jsii, an index file of another shape) is left alone and loads as it would without
this package. ``JUPYTERHUB_ON_EKS_EAGER=1`` turns everything here off, for comparison. Figures: ``docs/performance.md``; reasons:
``docs/decisions/0002-lazy-bindings.md``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from fast_start import kernel, packages, type_hints
from fast_start.node import installed_node

__all__ = ["EAGER_VARIABLE", "install", "installed_node", "start_loading"]

#: Set to anything but the empty string, it keeps bindings and jsii as they are.
EAGER_VARIABLE = "JUPYTERHUB_ON_EKS_EAGER"


def install() -> None:
    """Make the provider bindings lazy in this process; to be called before any of them is imported.

    Calling it again changes nothing. It imports neither jsii nor a binding, and takes about a millisecond. A binding that was imported
    before stays as it is; so does the node process if jsii has started it already.
    """
    if os.environ.get(EAGER_VARIABLE):
        return
    packages.register()
    type_hints.remember_hints()
    for name, adapt in _ADAPTED.items():
        if name in sys.modules:
            adapt(sys.modules[name])
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def start_loading() -> None:
    """Have node load the bindings while this process goes on importing; to be called after `install`.

    It imports jsii and CDKTF's core. A package that is missing says so where it is used.
    """
    if os.environ.get(EAGER_VARIABLE):
        return
    for package in packages.PACKAGES:
        with suppress(ImportError):
            import_module(f"{package}._jsii")


#: What is wrapped as soon as it has been imported, so that whoever needs only the models does not pay for that import.
_ADAPTED: Mapping[str, Callable[[ModuleType], None]] = {
    "typeguard": type_hints.adapt_typeguard,
    "jsii._kernel": type_hints.adapt_conversion,
    "jsii._kernel.providers.process": kernel.adapt_process,
    "jsii._reference_map": packages.adapt_reference_map,
    "jsii._runtime": kernel.adapt_runtime,
}
#: What holds while a module is imported.
_MEANWHILE: Mapping[str, Callable[[], AbstractContextManager[None]]] = {"typeguard": type_hints.without_mock}


class _Finder(MetaPathFinder):
    """Adapts a module when it is imported."""

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
