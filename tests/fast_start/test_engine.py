"""Which engine is installed, and CDKTF's names if it is CDK Terrain."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from fast_start import engine
from fast_start.engine import CDKTF, ENGINES, TERRAIN, TwoEnginesError, engine_of, installed
from tests.conftest import ROOT


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that alone is searched for packages; what the test imports is forgotten, and so is the detected engine."""
    ours = ("cdktf", "cdktn")
    before = {name: module for name, module in sys.modules.items() if name.startswith(ours)}
    for name in before:
        del sys.modules[name]
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if not isinstance(finder, engine._Names)])
    importlib.invalidate_caches()
    installed.cache_clear()
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith(ours)]:
        del sys.modules[name]
    sys.modules.update(before)
    installed.cache_clear()


def _package(folder: Path, name: str, **modules: str) -> None:
    (folder / name).mkdir()
    for module, text in {"__init__": "", **modules}.items():
        (folder / name / f"{module}.py").write_text(text, encoding="utf-8")


def test_engine_of_this_environment() -> None:
    """It is one of the two; its framework and provider packages are installed, and the other's are not."""
    (other,) = (each for each in ENGINES if each is not installed())

    assert all(
        version(name) for name in (installed().framework, *(f"{installed().distributions}{each}" for each in ("aws", "helm", "kubernetes")))
    )
    assert importlib.machinery.PathFinder.find_spec(other.framework) is None


@pytest.mark.parametrize(("there", "expected"), [([], CDKTF), (["cdktf"], CDKTF), (["cdktn"], TERRAIN)], ids=["none", "cdktf", "cdktn"])
def test_cdktf_is_the_default(packages: Path, there: list[str], expected: engine.Engine) -> None:
    """If none is installed, the engine is CDKTF, and imports are left alone."""
    for name in there:
        _package(packages, name)

    engine.answer_imports()

    assert expected is installed()
    assert (expected is TERRAIN) == any(isinstance(finder, engine._Names) for finder in sys.meta_path)


@pytest.mark.parametrize("there", [CDKTF, TERRAIN], ids=lambda engine: engine.name)
def test_empty_folder_is_no_engine(packages: Path, there: engine.Engine) -> None:
    """A folder beside the user's app that has the other framework's name, without modules, isn't taken for a package."""
    (other,) = (each for each in ENGINES if each is not there)
    _package(packages, there.framework)
    (packages / other.framework).mkdir()

    engine.answer_imports()

    assert there is installed()
    assert importlib.import_module("cdktf") is importlib.import_module(there.framework)


def test_both_engines_are_refused(packages: Path) -> None:
    """Whatever an app imports, one engine would render with the other's bindings; the message names all packages to uninstall."""
    for name in ("cdktf", "cdktn"):
        _package(packages, name)

    with pytest.raises(TwoEnginesError) as caught:
        engine.answer_imports()

    message = str(caught.value)
    assert message.startswith(f"CDKTF and CDK Terrain are both installed in {sys.prefix}; an environment can have only one of them.")
    assert [] == [name for each in ENGINES for name in each.packages if f" {name}" not in message]


def test_program_reports_both_engines_without_a_traceback(tmp_path: Path) -> None:
    """`main.py` ends with the message; a library's import raises it."""
    (other,) = (each for each in ENGINES if each is not installed())
    _package(tmp_path, other.framework)

    def run(program: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
        return subprocess.run(
            [sys.executable, "-P", "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    program, library = run("import main"), run("from jupyterhub_on_eks import BlueprintStack")

    assert (1, "CDKTF and CDK Terrain are both installed", 1) == (program.returncode, program.stderr[:40], program.stderr.count("\n"))
    assert 1 == library.returncode
    assert library.stderr.splitlines()[-1].startswith("fast_start.engine.TwoEnginesError: CDKTF and CDK Terrain are both installed")


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.21.0", CDKTF), ("0.9.1", CDKTF), ("0.22.0", TERRAIN), ("0.24.0-pre.1", TERRAIN), ("1.0.0", TERRAIN), ("None", None)],
)
def test_engine_of_a_version(version: str, expected: engine.Engine | None) -> None:
    """CDK Terrain continues CDKTF's numbers after 0.21."""
    assert expected is engine_of(version)


def test_names_of_cdktf_give_the_modules_of_terrain(packages: Path) -> None:
    """The framework, a provider's package and its submodule are the same objects under both names, loaded once, with their own specs."""
    _package(packages, "cdktn", tokens="LOADED = []")
    _package(packages, "cdktn_provider_aws", bucket="import cdktn.tokens\ncdktn.tokens.LOADED.append(__name__)")
    engine.answer_imports()
    engine.answer_imports()  # a second call changes nothing

    bucket = importlib.import_module("cdktf_cdktf_provider_aws.bucket")

    assert bucket is importlib.import_module("cdktn_provider_aws.bucket")
    assert bucket is importlib.import_module("cdktf_cdktf_provider_aws").bucket
    assert importlib.import_module("cdktf") is importlib.import_module("cdktn")
    assert ["cdktn_provider_aws.bucket"] == importlib.import_module("cdktf.tokens").LOADED
    assert bucket.__spec__ is not None
    assert "cdktn_provider_aws.bucket" == bucket.__spec__.name
    assert 1 == sum(isinstance(finder, engine._Names) for finder in sys.meta_path)


@pytest.mark.parametrize("name", ["cdktf_cdktf_provider_azure", "cdktf.nothing", "cdktfx"])
def test_module_that_terrain_lacks_is_missing(packages: Path, name: str) -> None:
    """The import fails as usual; a name that only has the same prefix as CDKTF's is not ours."""
    _package(packages, "cdktn")
    engine.answer_imports()

    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(name)
    assert name not in sys.modules
