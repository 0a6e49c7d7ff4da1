"""The bindings load lazily, and only the time differs: same names, same errors."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import fast_start
from fast_start import packages

#: A package like the bindings: its ``__init__`` imports all of its submodules.
BINDING = "a_binding"


@pytest.fixture
def binding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package like the bindings on the path, known as the only binding."""
    package = tmp_path / BINDING
    package.mkdir()
    (package / "__init__.py").write_text('__all__ = ["bucket", "queue"]\nfrom . import bucket, queue\n', encoding="utf-8")
    for name in ("bucket", "queue"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(packages, "PACKAGES", (BINDING,))
    monkeypatch.delenv(fast_start.EAGER_VARIABLE, raising=False)
    yield BINDING
    for module in [name for name in sys.modules if name.split(".")[0] == BINDING]:
        del sys.modules[module]


def loaded() -> set[str]:
    """Return the submodules of the binding that are loaded."""
    return {name.removeprefix(f"{BINDING}.") for name in sys.modules if name.startswith(f"{BINDING}.")}


def test_submodule_loads_alone(binding: str) -> None:
    """Importing one submodule loads that one and no other."""
    packages.register()

    assert "bucket" == importlib.import_module(f"{binding}.bucket").NAME
    assert {"bucket"} == loaded()


def test_attribute_loads_its_submodule(binding: str) -> None:
    """``binding.bucket`` works after ``import binding``, as it does when everything is loaded."""
    packages.register()

    assert "bucket" == importlib.import_module(binding).bucket.NAME
    assert {"bucket"} == loaded()


def test_all_names_load_everything(binding: str) -> None:
    """``from binding import *`` imports what it always did."""
    packages.register()
    names: dict[str, Any] = {}

    exec(f"from {binding} import *", names)  # noqa: S102  # the only way to write it outside of a module

    assert {"bucket", "queue"} <= set(names)


def test_unknown_name_is_an_attribute_error(binding: str) -> None:
    """A name that the package doesn't have is missing in the usual way, after the whole package was searched."""
    packages.register()

    with pytest.raises(AttributeError, match="nothing"):
        _ = importlib.import_module(binding).nothing


def test_probing_private_names_loads_nothing(binding: str) -> None:
    """Tools that probe a module for ``__wrapped__`` and similar names don't load the whole package."""
    packages.register()

    assert not hasattr(importlib.import_module(binding), "__wrapped__")
    assert set() == loaded()


def test_names_are_listed(binding: str) -> None:
    """``dir(binding)``, which completion in a REPL uses, lists the submodules and loads none."""
    packages.register()

    assert {"bucket", "queue", "__spec__", "__path__"} <= set(dir(importlib.import_module(binding)))
    assert set() == loaded()


def test_binding_imported_before_is_left_alone(binding: str) -> None:
    """What was imported eagerly before stays the same module, complete."""
    before = importlib.import_module(binding)

    packages.register()

    assert before is importlib.import_module(binding)
    assert {"bucket", "queue"} == loaded()


def test_second_call_changes_nothing(binding: str) -> None:
    """Library, stacks and an app may each call ``install``."""
    packages.register()
    first = sys.modules[binding]

    packages.register()

    assert first is sys.modules[binding]


def test_switch_turns_it_off(binding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``JUPYTERHUB_ON_EKS_EAGER=1``: the package loads as its authors wrote it."""
    monkeypatch.setenv(fast_start.EAGER_VARIABLE, "1")

    packages.register()
    importlib.import_module(binding)

    assert {"bucket", "queue"} == loaded()


def test_missing_binding_is_reported_by_its_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """A binding that isn't installed fails when it is imported, not before."""
    monkeypatch.setattr(packages, "PACKAGES", ("no_such_binding",))

    packages.register()

    with pytest.raises(ModuleNotFoundError, match="no_such_binding"):
        importlib.import_module("no_such_binding")
