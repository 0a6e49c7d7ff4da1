"""Requests to Node that are written immediately, with answers that are read later."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from types import ModuleType
from typing import Any

from fast_start.tricks import WITHOUT_VARIABLE, used

#: Requests and answers in the pipes to and from Node. A pipe holds 16 KB on any system; more would wait for one another.
_MOST_UNANSWERED = 50
#: Methods of CDKTF that return nothing, and don't fail for anything that jsii's Python side accepts.
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
    def creating(self) -> Iterator[None]:
        """Don't wait for the objects that the block creates; an error from Node is raised by a later request, or when the block ends."""
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
        """Send a request, without waiting if its answer is known."""
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
            self._silent = False  # a Python class overrides such a method, so Node may call back
        if request.overrides or not (self._uses_creates and self._creating) or self._last is None:
            return None
        self._last += 1
        return self._jsii.ObjRef(ref=f"{request.fqn}@{self._last}")

    def answer(self, node: Any) -> Mapping[str, Any]:
        """Return the known answer, and compare it with Node's later."""
        presumed = self.presumed

        def read() -> None:
            note = f"The object was created before this line; {WITHOUT_VARIABLE}=creates shows where." if presumed else ""
            found = self._read(node, RuntimeError, note)
            if presumed and found.get(_REFERENCE) != presumed.ref:
                raise self._jsii.JSIIError(f"Node has named {found}, and not {presumed.ref}; set {WITHOUT_VARIABLE}=creates")

        self._unread.append(read)
        if len(self._unread) >= _MOST_UNANSWERED:
            self.settle()
        return {"ok": presumed}

    def _read(self, node: Any, kind: type[Exception], note: str = "") -> Any:
        """Read an answer; raises an error of the kind, with the note, if Node reports one."""
        answer = json.loads(node.stdout.readline())
        if "ok" in answer:
            return answer["ok"]
        error = kind(answer.get("error"))
        if note:
            error.add_note(note)
        raise error from self._jsii.JavaScriptError(answer.get("stack"))

    def load(self, node: Any, request: Any) -> None:
        """Make node load a package."""
        read = partial(self._read, node, self._jsii.JSIIError)
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
