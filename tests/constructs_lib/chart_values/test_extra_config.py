"""The text for ``hub.extraConfig``, and rules for all modules that become such text."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib import hub_side
from constructs_lib.chart_values.extra_config import extra_config

_FOLDER = Path(hub_side.__file__).parent
MODULES = sorted(path.stem for path in _FOLDER.glob("*.py") if path.stem != "__init__")

#: What the hub's image of each chart version has, beside the standard library.
_IN_EACH_HUB = {"jupyterhub", "kubespawner", "tornado", "traitlets"}
#: Parts of the standard library that Python 3.8, of chart 1.x, doesn't have.
_NEWER = {"graphlib", "tomllib", "zoneinfo"}


def _source(module: str) -> str:
    return (_FOLDER / f"{module}.py").read_text(encoding="utf-8")


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the packages that a module imports; a relative import counts as ".", which no hub has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else (node.module or "").partition(".")[0]


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module gives to functions, classes and constants."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def test_text_is_the_module_and_a_call() -> None:
    """A person who reads the values in the cluster finds the source as it is, and the call."""
    assert _source("database_url") + "\n\nset_database_url(c)\n" == extra_config("database_url")


def test_settings_are_read_in_the_hub() -> None:
    """They are data in the chart values, of which the text has only the path."""
    text = extra_config("owner_of_servers", settings="custom.userServersOwner")

    assert text.startswith(_source("owner_of_servers"))
    assert text.endswith('\n\nfrom z2jh import get_config\n\nset_owner_of_servers(c, get_config("custom.userServersOwner"))\n')


@pytest.mark.parametrize("module", MODULES)
def test_entry_point_has_the_modules_name(module: str) -> None:
    """Module x has the function set_x, which takes c and optionally settings."""
    tree = ast.parse(_source(module))
    (entry,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == f"set_{module}")

    assert "c" == entry.args.args[0].arg
    assert len(entry.args.args) in {1, 2}


@pytest.mark.parametrize("module", MODULES)
def test_no_template_marks(module: str) -> None:
    """Terraform would read ``${`` and ``%{`` as templates."""
    text = extra_config(module, settings="custom.any")

    assert ("${" in text, "%{" in text) == (False, False)


@pytest.mark.parametrize("module", MODULES)
def test_oldest_hub_understands_the_module(module: str) -> None:
    """Chart 1.x has Python 3.8, and no hub has this project or what it depends on."""
    tree = ast.parse(_source(module), feature_version=(3, 8))

    assert set() == set(_imported(tree)) - (set(sys.stdlib_module_names) - _NEWER) - _IN_EACH_HUB


def test_modules_share_no_names() -> None:
    """The chart runs all parts in one namespace, where a later function of the same name would replace an earlier one."""
    names = Counter(name for module in MODULES for name in _defined(ast.parse(_source(module))))

    assert {"set_owner_of_servers", "set_shared_password", "set_database_url"} <= set(names)
    assert [] == [name for name, count in names.items() if count > 1]
