"""Requests to Node that are written at once, and whose answers are read later."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

from fast_start.tricks import WITHOUT_VARIABLE, used

#: Requests and answers in the pipes to and from Node. A pipe holds 16 KB on any system; more would wait for one another.
_MOST_UNANSWERED = 50
#: Methods of CDKTF that answer nothing, and fail on nothing that jsii's Python side lets pass.
_SILENT = frozenset({"addOverride", "addWarning"})
#: Holds a reference to an object in a message, such as ``cdktf.App@10000`` (source: jsii 1.142, @jsii/kernel, `api.ts`).
_REFERENCE = "$jsii.byref"


class Ahead:
    """Requests that are written at once, and whose answers are read later.

    Those to loads are read before another request is written, which may need what is loaded. Those to silent calls, and to objects
    that are created ahead, are read before another's answer.
    """

    def __init__(self, jsii: ModuleType) -> None:
        self._jsii = jsii
        self._uses_silent, self._uses_creates = used("silent"), used("creates")
        self._unread: deque[Callable[[], None]] = deque()
        self._reads = False
        #: Whether loads are among the unread.
        self.loads = False
        #: Whether silent methods are CDKTF's own.
        self._silent = True
        #: Blocks of `creating` that are open.
        self._creating = 0
        #: The number of the last object that Node has named, or will; objects are numbered as they are created.
        self._last: int | None = None
        #: The answer to the request that is being sent, which need not be waited for.
        self.presumed: Any = None

    def expect(self, read: Callable[[], None]) -> None:
        """Read later, after what came before, and before another request is written."""
        self.loads = True
        self._unread.append(read)

    def settle(self) -> None:
        """Read all; raises what the first that failed would have raised."""
        if self._reads:
            return  # the handshake, one of the unread, reads its own
        self._reads, failed = True, None
        try:
            while self._unread:
                try:
                    self._unread.popleft()()
                except Exception as error:  # noqa: BLE001  # those after it are in the pipe anyway
                    failed = failed or error
        finally:
            self._reads = self.loads = False
        if failed:
            raise failed

    @contextmanager
    def creating(self) -> Iterator[None]:
        """Don't wait for the objects that the block creates; what Node refuses is raised by a later request, or when the block ends."""
        self._creating += 1
        try:
            yield
        except BaseException:
            with suppress(Exception):  # the block's own error is the one to report
                self.settle()
            raise
        finally:
            self._creating -= 1
        self.settle()

    def notice(self, values: Mapping[str, Any]) -> None:
        """Remember the number of an object that a message refers to."""
        number = str(values.get(_REFERENCE, "")).rpartition("@")[2]
        if number.isdecimal():
            self._last = max(self._last or 0, int(number))

    @contextmanager
    def presuming(self, request: Any) -> Iterator[None]:
        """Send a request, without waiting where its answer is known."""
        before, self.presumed = self.presumed, self._answer(request)
        try:
            yield
        finally:
            self.presumed = before

    def _answer(self, request: Any) -> Any:
        if isinstance(request, self._jsii.InvokeRequest):
            return {} if self._silent and request.method in _SILENT and self._uses_silent else None
        if not isinstance(request, self._jsii.CreateRequest):
            return None
        if any(getattr(own, "method", "") in _SILENT for own in request.overrides or ()):
            self._silent = False  # a class of Python's has such a method itself, so that Node may ask back
        if request.overrides or not (self._uses_creates and self._creating) or self._last is None:
            return None
        self._last += 1
        return self._jsii.ObjRef(ref=f"{request.fqn}@{self._last}")

    def answer(self, node: Any) -> Mapping[str, Any]:
        """Return the known answer, and compare it with Node's later."""
        presumed = self.presumed

        def read() -> None:
            answer = json.loads(node.stdout.readline())
            if "ok" not in answer:
                error = RuntimeError(answer.get("error"))
                if presumed:
                    error.add_note(f"The object was created before this line; {WITHOUT_VARIABLE}=creates shows where.")
                raise error from self._jsii.JavaScriptError(answer.get("stack"))
            if presumed and answer["ok"].get(_REFERENCE) != presumed.ref:
                raise self._jsii.JSIIError(f"Node has named {answer['ok']}, and not {presumed.ref}; set {WITHOUT_VARIABLE}=creates")

        self._unread.append(read)
        if len(self._unread) >= _MOST_UNANSWERED:
            self.settle()
        return {"ok": presumed}

    def load(self, node: Any, request: Any) -> None:
        """Have node load a package."""

        def read() -> None:
            answer = json.loads(node.stdout.readline())
            if "ok" not in answer:
                raise self._jsii.JSIIError(answer.get("error")) from self._jsii.JavaScriptError(answer.get("stack"))

        self._ask(node, read, api="load", name=request.name, version=request.version, tarball=request.tarball)

    def load_class(self, node: Any, name: str) -> None:
        """Have node load the class of a resource, by reading a property that each has; one that can't be loaded says so when it is used."""
        self._ask(node, node.stdout.readline, api="sget", fqn=name, property="tfResourceType")

    def _ask(self, node: Any, read: Callable[[], Any], **request: str) -> None:
        if len(self._unread) >= _MOST_UNANSWERED:
            self.settle()
        node.stdin.write(json.dumps(request).encode() + b"\n")
        node.stdin.flush()
        self.expect(read)
