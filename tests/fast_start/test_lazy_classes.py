"""Classes of generated modules are created when they are used, and only the time differs."""

from __future__ import annotations

import inspect
import sys
import textwrap
import typing
from importlib.machinery import PathFinder, SourcelessFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

import pytest

from fast_start import lazy_classes
from fast_start.engine import PACKAGES, installed
from tests.fast_start.test_class_parts import GENERATED
from tests.fast_start.test_synth import finish, start

SOURCE = f"""
created = __import__("sys").created

def named(*needed):
    return lambda cls: created.append(cls.__name__) or cls

{GENERATED.replace("class Base", "@named()" + chr(10) + "class Base").replace("class Rule", "@named()" + chr(10) + "class Rule").replace("class Bucket", "@named()" + chr(10) + "class Bucket")}
"""


@pytest.fixture
def created(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of classes, in the order in which they were created."""
    created: list[str] = []
    monkeypatch.setattr(sys, "created", created, raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(lazy_classes, "_NAMESPACES", {})
    return created


@pytest.fixture
def module(tmp_path: Path, created: list[str], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module like the generated ones."""
    created.clear()
    (tmp_path / "generated.py").write_text(SOURCE, encoding="utf-8")
    spec = lazy_classes.create_on_use(PathFinder.find_spec("generated", [str(tmp_path)]))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "generated", module)
    spec.loader.exec_module(module)
    return module


def test_a_class_is_created_on_first_use(module: ModuleType, created: list[str]) -> None:
    """After those that it needs, and before those that only its methods use."""
    assert [] == created

    bucket = module.Bucket
    assert ["Base", "Bucket"] == created
    assert bucket is module.Bucket

    assert "Topic" == type(bucket().put(None)).__name__
    assert ["Base", "Bucket", "Rule", "Topic"] == created
    assert bucket.__mro__[1].marked
    assert "Rule" == bucket.__mro__[1].__jsii_proxy_class__().__name__


def test_a_module_shows_what_it_publishes(module: ModuleType) -> None:
    """Names outside of ``__all__`` stay hidden, as in a module that publishes itself; those in it are listed."""
    assert ["Bucket"] == [name for name in dir(module) if not name.startswith("__")]
    assert ["Bucket"] == module.__all__
    with pytest.raises(AttributeError, match="module 'generated' has no attribute 'Rule'"):
        _ = module.Rule
    with pytest.raises(AttributeError, match="module 'generated' has no attribute 'missing'"):
        _ = module.missing


def test_a_class_can_be_inspected(module: ModuleType) -> None:
    """Source, line and annotations are available."""
    put = module.Bucket.put

    assert "Bucket" in inspect.getsource(module.Bucket)
    assert "(self, rule: 'Rule') -> \"'Topic'\"" == str(inspect.signature(put)).replace("\\", "")
    assert ["rule", "return"] == list(typing.get_type_hints(put))
    assert "generated" == module.Bucket.__module__


@pytest.mark.usefixtures("created")
def test_what_cannot_be_stored_is_imported_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If Python writes no bytecode, each run would compile the module again."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "generated.py").write_text(SOURCE, encoding="utf-8")
    found = PathFinder.find_spec("generated", [str(tmp_path)])
    assert found is not None

    spec = lazy_classes.create_on_use(found)

    assert spec is not None
    assert not isinstance(spec.loader, lazy_classes._Loader)
    assert None is lazy_classes.create_on_use(None)


def test_a_module_without_source_is_left_alone(tmp_path: Path) -> None:
    """It has no parts."""
    spec = PathFinder.find_spec("fast_start")
    assert spec is not None
    spec.loader = loader = SourcelessFileLoader("generated", str(tmp_path / "generated.pyc"))

    assert spec is lazy_classes.create_on_use(spec)
    assert loader is spec.loader


@pytest.mark.parametrize(
    ("name", "generated"),
    [
        (installed().framework, True),
        ("constructs", True),
        (f"{PACKAGES[0]}.efs_file_system", True),
        (PACKAGES[0], False),
        (f"{PACKAGES[0]}._jsii", False),
        ("jsii", False),
        ("cdktf_of_mine.bucket", False),
    ],
)
def test_generated_modules_are_known_by_name(name: str, *, generated: bool) -> None:
    """The packages themselves run other code, and are made lazy elsewhere."""
    assert generated == lazy_classes.is_generated(name)


@pytest.mark.usefixtures("module")
def test_node_may_name_a_class_first(created: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Jsii asks for the module of a type that nobody has registered."""
    types = ModuleType("jsii._reference_map")
    vars(types).update(_assembly_to_module={"@made/up": "generated"})
    monkeypatch.setitem(sys.modules, types.__name__, types)

    assert lazy_classes.create_by_type("@made/up.Rule")
    assert ["Rule"] == created
    assert not lazy_classes.create_by_type("@made/up.Rule")
    assert not lazy_classes.create_by_type("unknown.Rule")


def test_every_class_can_be_created(tmp_path: Path) -> None:
    """All names of the real modules, in reverse order: the same classes as in an eager import."""
    probe = """
        {first}
        import cdktf as framework
        import constructs
        import cdktf_cdktf_provider_helm.release as release
        import cdktf_cdktf_provider_kubernetes.persistent_volume_v1 as volume

        found = {{}}
        for module in framework, constructs, release, volume:
            for name in reversed(module.__all__):
                value = getattr(module, name)
                members = sorted(member for member in vars(value) if not member.startswith("_abc")) if isinstance(value, type) else []
                found[module.__name__, name] = (type(value).__name__, members, [base.__name__ for base in getattr(value, "__mro__", [])])
        print(len(found), sorted(found.items()))
    """
    eager = start(textwrap.dedent(probe.format(first="")), tmp_path / "eager", JUPYTERHUB_ON_EKS_EAGER="1")
    lazy = start(
        textwrap.dedent(probe.format(first="import fast_start; fast_start.activate()")),
        tmp_path / "lazy",
        PYTHONPYCACHEPREFIX=str(tmp_path / "cache"),
    )

    assert finish(eager) == finish(lazy)
