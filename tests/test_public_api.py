"""The public names of `jupyterhub_on_eks`, `constructs_lib` and `fast_start`: a contract with Python users."""

from __future__ import annotations

import enum
import subprocess
import sys
from types import ModuleType

import pytest

import constructs_lib
import fast_start
import jupyterhub_on_eks
import stacks
from constructs_lib import errors
from constructs_lib.hub_files.reference import hub_file_schema
from tests.conftest import ROOT

PACKAGES = pytest.mark.parametrize("package", [constructs_lib, fast_start, jupyterhub_on_eks, stacks], ids=lambda package: package.__name__)


@PACKAGES
def test_importable(package: ModuleType) -> None:
    """Each name exists, is listed by `dir`, occurs once, and has a docstring."""
    names = package.__all__

    assert sorted(set(names)) == sorted(names)
    assert set() == set(names) - set(dir(package))
    assert [] == [name for name in names if not getattr(package, name).__doc__]


@PACKAGES
def test_nothing_but_its_own(package: ModuleType) -> None:
    """No name of another package is exported, except CDKTF's `App`, with which every program begins."""
    own = {"constructs_lib", "fast_start", "stacks"} if package is jupyterhub_on_eks else {package.__name__}
    values = {name: getattr(package, name) for name in package.__all__ if name != "App"}
    modules = {name: value.__module__ for name, value in values.items() if not isinstance(value, (str, tuple))}

    assert {} == {name: module for name, module in modules.items() if module.partition(".")[0] not in own}


def test_one_name_for_everything() -> None:
    """`jupyterhub_on_eks` has what `constructs_lib` and `stacks` have: the same objects."""
    whole: ModuleType = jupyterhub_on_eks
    names = [*((constructs_lib, name) for name in constructs_lib.__all__), *((stacks, name) for name in stacks.__all__)]

    assert {name for _, name in names} == set(whole.__all__)
    assert [] == [name for package, name in names if getattr(whole, name) is not getattr(package, name)]


@pytest.mark.parametrize("package", ["constructs_lib", "jupyterhub_on_eks"])
def test_star_import(package: str) -> None:
    """`import *` imports every name, in a program that has imported nothing else."""
    program = f"from {package} import *\nimport {package}\nassert set({package}.__all__) <= set(globals())"

    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (0, "") == (run.returncode, run.stderr)


@pytest.mark.parametrize("package", [constructs_lib, jupyterhub_on_eks], ids=lambda package: package.__name__)
def test_unknown_name(package: ModuleType) -> None:
    """A missing name raises as in any module."""
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'JupyterHubAddon'"):
        _ = package.JupyterHubAddon


def test_every_model_of_a_hub_file() -> None:
    """Python can set what a hub file can: each model and each enumeration is public."""
    definitions = set(hub_file_schema()["$defs"]) - {"AddOnEntry", "JsonValue"}

    assert set() == definitions - set(constructs_lib.__all__)


def test_every_error() -> None:
    """Whatever is raised on purpose can be caught by its name."""
    family = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception) and name[0] != "_"}

    assert set() == family - set(constructs_lib.__all__)


def test_enumerations_are_text() -> None:
    """Their values are passed to CDKTF, and are those of a hub file."""
    enumerations = [kind for name in constructs_lib.__all__ if isinstance(kind := getattr(constructs_lib, name), enum.EnumType)]

    assert enumerations
    assert [] == [kind for kind in enumerations if not issubclass(kind, str)]
