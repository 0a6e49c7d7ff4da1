"""A module like jsii's, whose Node is a queue in memory."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from fast_start import kernel as node_kernel


class LoadRequest(SimpleNamespace):
    """jsii's request that node load a package."""


class InvokeRequest(SimpleNamespace):
    """jsii's request that calls a method."""


class CreateRequest(SimpleNamespace):
    """jsii's request that creates an object."""


class ObjRef(SimpleNamespace):
    """A reference to an object."""


class Pipes:
    """Node's end of the pipes: accepts requests, responds in their order, refuses those that contain `broken`."""

    def __init__(self, sent: list[str]) -> None:
        self.stdin = self.stdout = self
        self._sent, self._answers = sent, deque[bytes]()
        self.created = 10_000

    def write(self, line: bytes) -> None:
        """Accept a request, and prepare its response."""
        request = json.loads(line)
        self._sent.append(f"{request['api']} {request.get('name') or request.get('fqn') or request['method']}")
        refused = b'{"error": "cannot load", "stack": "at node"}'
        self._answers.append(refused if b"broken" in line else json.dumps({"ok": self._answer(request)}).encode())

    def _answer(self, request: dict[str, Any]) -> dict[str, str]:
        if request["api"] != "create":
            return {}
        self.created += 1
        return {"$jsii.byref": f"{request['fqn']}@{self.created}"}

    def fileno(self) -> int:
        """Return a file descriptor to poll."""
        return 0

    def flush(self) -> None:
        """Nothing is buffered."""

    def readline(self) -> bytes:
        """Return the next response."""
        self._sent.append("read")
        return self._answers.popleft()


def kernel(sent: list[str], start: Callable[[], None] = lambda: None) -> Any:
    """Create a module shaped like jsii's."""

    class _NodeProcess:
        def start(self) -> None:
            start()
            self._process = Pipes(sent)
            self.handshake()

        def handshake(self) -> None:
            sent.append("hello")

        def _next_message(self) -> Any:
            return json.loads(self._process.readline(), object_hook=module.ohook)

        def send(self, request: Any, response_type: Any) -> Any:
            api = {InvokeRequest: "invoke", CreateRequest: "create"}.get(type(request))
            if api is None:
                sent.append(request.name)
                return response_type
            self._process.write(json.dumps({"api": api, **vars(request)}, default=vars).encode())
            return self._next_message()

    module = ModuleType("kernel")
    vars(module).update(
        _NodeProcess=_NodeProcess,
        LoadRequest=LoadRequest,
        InvokeRequest=InvokeRequest,
        CreateRequest=CreateRequest,
        ObjRef=ObjRef,
        ohook=lambda values: ObjRef(ref=values["$jsii.byref"]) if "$jsii.byref" in values else values,
        JSIIError=RuntimeError,
        JavaScriptError=RuntimeError,
    )
    node_kernel.adapt_process(module)
    return module


def load(name: str, folder: str = "_jsii") -> LoadRequest:
    """Create a request to load the package from its tarball."""
    return LoadRequest(name=name, version="1", tarball=f"/site-packages/{name}/{folder}/{name}.tgz")
