"""jsii's node process: started in our environment and early, and kept busy while Python imports."""

from __future__ import annotations

import json
import os
import select
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from subprocess import Popen
from types import ModuleType
from typing import Any

from fast_start.engine import installed
from fast_start.node import environment, variables
from fast_start.packages import PACKAGES
from fast_start.tricks import used

#: Seconds that node may take to exit: jsii would kill it after five, while it writes its index (see the preload).
_PATIENCE = 120
#: Requests and answers in the pipes to and from node, which hold at least 16 KB on any system; more would deadlock.
_MOST_UNANSWERED = 50
#: Polls for an answer, about a microsecond each, before waiting for it.
_SPINS = 200

#: Methods of CDKTF that return nothing, and don't fail for anything that jsii's Python side accepts.
_SILENT = frozenset({"addOverride", "addWarning"})

#: The used names of jsii's module.
_NAMES = ("_NodeProcess", "LoadRequest", "InvokeRequest", "CreateRequest", "JSIIError", "JavaScriptError")
_METHODS = ("start", "handshake", "send", "_next_message")


def adapt_process(module: ModuleType) -> None:
    """Make jsii start its node process in our environment, and read the answer to a load only before the next request."""
    process = getattr(module, "_NodeProcess", None)
    known = all(hasattr(module, name) for name in _NAMES) and all(hasattr(process, name) for name in _METHODS)
    if process is None or not known or hasattr(process, "load_class"):
        return
    ahead = _Ahead(module)
    for name, method in {**_starting(process, ahead), **_sending(module, process, ahead)}.items():
        setattr(process, name, method)


def _starting(process: Any, ahead: _Ahead) -> Mapping[str, Callable[..., Any]]:
    """The methods of a process that start it."""
    start, handshake = process.start, process.handshake

    def start_adapted(self: Any) -> None:
        with environment(variables()):
            start(self)
        attend(self)

    def attend(self: Any) -> None:
        node = self._process
        if used("spin"):
            self.spin = _spin_before_blocking(node)
        node.wait = lambda timeout=None: Popen.wait(node, timeout and _PATIENCE)

    def handshake_adapted(self: Any) -> None:
        if used("ahead"):
            ahead.expect(lambda: handshake(self))
        else:
            handshake(self)

    return {"start": start_adapted, "attend": attend, "handshake": handshake_adapted}


def _sending(module: ModuleType, process: Any, ahead: _Ahead) -> Mapping[str, Callable[..., Any]]:
    """The methods of a process that send and receive messages."""
    send, next_message = process.send, process._next_message  # noqa: SLF001  # jsii has no public place for it

    def send_adapted(self: Any, request: Any, response_type: Any) -> Any:
        # A package imported from a zip file has its tarball in a temporary file, which is removed when the import returns.
        if used("ahead") and isinstance(request, module.LoadRequest) and Path(request.tarball).parent.name == "_jsii":
            ahead.load(self._process, request)
            return None  # jsii's Python side doesn't use the answer to a load
        if isinstance(request, module.CreateRequest) and any(getattr(own, "method", "") in _SILENT for own in request.overrides or ()):
            ahead.silent = False  # a Python class overrides such a method, so Node may call back
        if ahead.loads:
            ahead.settle()
        with ahead.telling(silent=used("silent") and isinstance(request, module.InvokeRequest) and request.method in _SILENT):
            return send(self, request, response_type)

    def next_message_adapted(self: Any) -> Any:
        if ahead.tells:
            ahead.tell(self._process)
            return {"ok": {}}
        try:
            ahead.settle()
        except Exception:
            next_message(self)  # the answer to the request itself, which nothing else reads now
            raise
        self.spin()
        return next_message(self)

    def load_class(self: Any, name: str) -> None:
        ahead.load_class(self._process, name)

    return {"send": send_adapted, "_next_message": next_message_adapted, "load_class": load_class, "spin": lambda _self: None}


def _spin_before_blocking(node: Any) -> Callable[[], None]:
    """Return a function that polls for node's answer before it is read: most arrive within 0.1 ms, about as long as waking up takes.

    With one processor, or without these system calls, it does nothing: polling would keep node from answering.
    """
    means = hasattr(select, "poll") and hasattr(os, "sched_yield") and hasattr(os, "sched_getaffinity")
    if not means or len(os.sched_getaffinity(0)) == 1:
        return lambda: None
    answers = select.poll()
    answers.register(node.stdout, select.POLLIN)

    def spin() -> None:
        for _ in range(_SPINS):
            if answers.poll(0):
                return
            os.sched_yield()

    return spin


class _Ahead:
    """Requests that are written immediately and their answers, which are read later.

    Answers to loads are read before another request is written, which may need the loaded package; answers to silent calls before
    another answer.
    """

    def __init__(self, jsii: ModuleType) -> None:
        self._jsii = jsii
        self._unread: deque[Callable[[], None]] = deque()
        self._reads = False
        #: Whether loads are among the unread.
        self.loads = False
        #: Whether silent methods are CDKTF's own.
        self.silent = True
        #: Whether the request that is being sent needs no answer.
        self.tells = False

    def expect(self, read: Callable[[], None]) -> None:
        """Read later, after the earlier ones, and before another request is written."""
        self.loads = True
        self._unread.append(read)

    def settle(self) -> None:
        """Read all; raises the error of the first that failed."""
        if self._reads:
            return  # the handshake, one of the unread, reads its own
        self._reads, failed = True, None
        try:
            while self._unread:
                try:
                    self._unread.popleft()()
                except Exception as error:  # noqa: BLE001  # later answers are in the pipe anyway
                    failed = failed or error
        finally:
            self._reads = self.loads = False
        if failed:
            raise failed

    @contextmanager
    def telling(self, *, silent: bool) -> Iterator[None]:
        """Send a request, without waiting for its answer if it is silent."""
        before, self.tells = self.tells, silent and self.silent
        try:
            yield
        finally:
            self.tells = before

    def tell(self, node: Any) -> None:
        """Read the answer later, only for an error in it."""

        def read() -> None:
            answer = json.loads(node.stdout.readline())
            if "ok" not in answer:
                raise RuntimeError(answer.get("error")) from self._jsii.JavaScriptError(answer.get("stack"))

        self._unread.append(read)
        if len(self._unread) >= _MOST_UNANSWERED:
            self.settle()

    def load(self, node: Any, request: Any) -> None:
        """Make node load a package."""

        def read() -> None:
            answer = json.loads(node.stdout.readline())
            if "ok" not in answer:
                raise self._jsii.JSIIError(answer.get("error")) from self._jsii.JavaScriptError(answer.get("stack"))

        self._ask(node, read, api="load", name=request.name, version=request.version, tarball=request.tarball)

    def load_class(self, node: Any, name: str) -> None:
        """Make node load the class of a resource, by reading a property that each has; one that can't be loaded fails when it is used."""
        self._ask(node, node.stdout.readline, api="sget", fqn=name, property="tfResourceType")

    def _ask(self, node: Any, read: Callable[[], Any], **request: str) -> None:
        if len(self._unread) >= _MOST_UNANSWERED:
            self.settle()
        node.stdin.write(json.dumps(request).encode() + b"\n")
        node.stdin.flush()
        self.expect(read)


def adapt_runtime(runtime: ModuleType) -> None:
    """Start node immediately, and make it load each resource's class when Python imports it: the first use would wait for that."""
    if not used("classes"):
        return
    types = getattr(runtime, "_reference_map", None)
    register = getattr(types, "register_type", None)
    node: Any = getattr(getattr(getattr(runtime, "kernel", None), "provider", None), "_process", None)
    if types is None or register is None or hasattr(register, "__wrapped__") or not hasattr(node, "load_class"):
        return

    @wraps(register)
    def register_and_load(cls: Any) -> None:
        register(cls)
        if cls.__module__.partition(".")[0] in PACKAGES and issubclass(cls, sys.modules[installed().framework].TerraformElement):
            node.load_class(cls.__jsii_type__)

    vars(types).update(register_type=register_and_load)
