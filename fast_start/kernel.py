"""jsii's node process: started in our environment and early, and kept busy while Python imports."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from pathlib import Path
from subprocess import Popen
from types import ModuleType
from typing import Any

from fast_start.ahead import Ahead
from fast_start.engine import PACKAGES, installed
from fast_start.node import environment, variables
from fast_start.tricks import used

#: Seconds that node may take to exit: jsii would kill it after five, while it writes its index (see the preload).
_PATIENCE = 120
#: Polls for an answer, about a microsecond each, before waiting for it.
_SPINS = 200

#: The used names of jsii's module.
_NAMES = ("_NodeProcess", "LoadRequest", "InvokeRequest", "CreateRequest", "ObjRef", "ohook", "JSIIError", "JavaScriptError")
_METHODS = ("start", "handshake", "send", "_next_message")


def adapt_process(module: ModuleType) -> None:
    """Make jsii start its node process in our environment, and read the answer to a load only before the next request."""
    process = getattr(module, "_NodeProcess", None)
    known = all(hasattr(module, name) for name in _NAMES) and all(hasattr(process, name) for name in _METHODS)
    if process is None or not known or hasattr(process, "load_class"):
        return
    ahead = Ahead(module)
    for name, method in {**_starting(process, ahead), **_sending(module, process, ahead)}.items():
        setattr(process, name, method)
    hook = module.ohook

    def hook_adapted(values: dict[str, Any]) -> Any:
        ahead.notice(values)
        return hook(values)

    vars(module).update(ohook=hook_adapted)


def _starting(process: Any, ahead: Ahead) -> Mapping[str, Callable[..., Any]]:
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


def _sending(module: ModuleType, process: Any, ahead: Ahead) -> Mapping[str, Callable[..., Any]]:
    """The methods of a process that send and receive messages."""
    send, next_message = process.send, process._next_message  # noqa: SLF001  # jsii has no public place for it
    loads_ahead = used("ahead")  # asked once, since it is looked up in the environment

    def send_adapted(self: Any, request: Any, response_type: Any) -> Any:
        # A package imported from a zip file has its tarball in a temporary file, which is removed when the import returns.
        if loads_ahead and isinstance(request, module.LoadRequest) and Path(request.tarball).parent.name == "_jsii":
            ahead.load(self._process, request)
            return None  # jsii's Python side doesn't use the answer to a load
        if ahead.loads:
            ahead.settle()
        with ahead.presuming(request):
            return send(self, request, response_type)

    def next_message_adapted(self: Any) -> Any:
        if ahead.presumed is not None:
            return ahead.answer(self._process)
        try:
            ahead.settle()
        except Exception:
            next_message(self)  # the answer to the request itself, which nothing else reads now
            raise
        self.spin()
        return next_message(self)

    def load_class(self: Any, name: str) -> None:
        ahead.load_class(self._process, name)

    return {
        "send": send_adapted,
        "_next_message": next_message_adapted,
        "load_class": load_class,
        "creating": lambda _self: ahead.creating(),
        "spin": lambda _self: None,
    }


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


def adapt_runtime(runtime: ModuleType) -> None:
    """Start node immediately, and make it load each resource's class when Python imports it: the first use would wait for that."""
    if not used("classes"):
        return
    types = getattr(runtime, "_reference_map", None)
    register = getattr(types, "register_type", None)
    node = _node(runtime)
    if types is None or register is None or hasattr(register, "__wrapped__") or not hasattr(node, "load_class"):
        return

    @wraps(register)
    def register_and_load(cls: Any) -> None:
        register(cls)
        if cls.__module__.partition(".")[0] in PACKAGES and issubclass(cls, sys.modules[installed().framework].TerraformElement):
            node.load_class(cls.__jsii_type__)

    vars(types).update(register_type=register_and_load)


def _node(runtime: ModuleType | None) -> Any:
    return getattr(getattr(getattr(runtime, "kernel", None), "provider", None), "_process", None)


def creating_ahead() -> AbstractContextManager[None]:
    """Don't wait for Node to create the constructs of the block, which saves a tenth of the time of many stacks.

    What CDKTF refuses, such as an id that a sibling has, is raised by a later line of the block, or by its end; the error says so.
    """
    node = _node(sys.modules.get("jsii._runtime"))
    return node.creating() if hasattr(node, "creating") else nullcontext()
