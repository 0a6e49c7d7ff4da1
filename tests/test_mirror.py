"""Tests are at the mirrored path: each module has a test module, which imports it, and each test module has its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: The packages that are mirrored below tests/.
PACKAGES = ("bench", "bootstrap", "constructs_lib", "fast_start", "jupyterhub_on_eks", "scripts", "stacks")

#: Test modules whose subject is not one Python module.
OTHER_SUBJECTS = {
    "bench/test_apps.py": "runs the programs that the benchmark measures",
    "constructs_lib/constructs/storage/test_efs_final_backup_script.py": "tests efs_final_backup.sh",
    "fast_start/test_preload.py": "tests preload.cjs",
    "fast_start/test_synth.py": "tests the package as a whole: the rendered JSON is the same with and without it",
    "scripts/test_cdktf.py": "tests the shell script cdktf",
    "scripts/test_cdktf_preload.py": "tests cdktf_preload.cjs",
    "scripts/test_makefile.py": "tests the Makefile, whose targets run the scripts",
}

#: Modules that a test can't import, with the test that runs them.
RUN_ELSEWHERE = {
    **{
        f"jupyterhub_on_eks/preview/hub_side/{name}.py": "tests/login/test_preview.py"  # only the Python of a previewed hub can import them
        for name in (
            "chart_config", "chart_servers", "hub_config", "identity_rules", "local_servers", "outgoing", "pod_pages", "preview_settings",
            "route_proxy", "run", "spawner", "z2jh",
        )
    },
    **dict.fromkeys(("bench/floor_app.py", "bench/naive_app.py", "bench/naive_app_terrain.py"), "tests/bench/test_apps.py"),
}  # fmt: skip


def _modules(root: Path) -> list[Path]:
    """Return the paths of all modules below the root; a package's ``__init__`` is tested with its modules."""
    paths = (path for package in PACKAGES for path in sorted((root / package).rglob("*.py")))
    return [path.relative_to(root) for path in paths if path.name != "__init__.py" and str(path.relative_to(root)) not in RUN_ELSEWHERE]


def _mirror(module: Path) -> Path:
    """Return the path of a module's test module."""
    return Path("tests", module.parent, f"test_{module.name}")


def without_test(root: Path) -> list[str]:
    """Return the modules that have no test module at the mirrored path."""
    return [str(module) for module in _modules(root) if not (root / _mirror(module)).is_file()]


def without_module(root: Path) -> list[str]:
    """Return the test modules, below tests/, whose module does not exist."""
    mirrors = {_mirror(module).relative_to("tests") for module in _modules(root)}
    found = (path.relative_to(root / "tests") for package in PACKAGES for path in sorted((root / "tests" / package).rglob("test_*.py")))
    return [str(path) for path in found if path not in mirrors]


def without_use(root: Path) -> list[str]:
    """Return the modules whose test module has no test, or doesn't import them, so that it can't test them."""
    return [str(module) for module in _modules(root) if (test := root / _mirror(module)).is_file() and not _tests(test, module)]


def _tests(test: Path, module: Path) -> bool:
    tree = ast.parse(test.read_text(encoding="utf-8"))
    has_tests = any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in ast.walk(tree))
    return has_tests and ".".join(module.with_suffix("").parts) in set(_imports(tree))


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that are imported, of modules and of what is imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_each_module_has_its_test() -> None:
    """``a/b/c.py`` is tested by ``tests/a/b/test_c.py``, so that nobody has to search for a test, or can forget it."""
    assert [] == without_test(ROOT)


def test_each_test_has_its_module() -> None:
    """A renamed or deleted module takes its test with it; the exceptions are listed with their reasons, and all exist."""
    assert sorted(OTHER_SUBJECTS) == without_module(ROOT)


def test_exceptions_exist() -> None:
    """A module that was renamed or deleted is no exception any more, and neither is the test that runs it."""
    assert [] == [path for path in {*RUN_ELSEWHERE, *RUN_ELSEWHERE.values()} if not (ROOT / path).is_file()]


def test_each_test_imports_its_module() -> None:
    """A file with only the right name proves nothing."""
    assert [] == without_use(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one module and its test."""
    for path, text in {
        "stacks/__init__.py": "",
        "stacks/one.py": "",
        "tests/stacks/test_one.py": "from stacks import one\n\ndef test_one(): ...\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_mirrors_is_accepted(project: Path) -> None:
    """A package's ``__init__`` needs no test, and helper modules of the tests need no module."""
    (project / "tests/stacks/helper.py").touch()

    assert ([], [], []) == (without_test(project), without_module(project), without_use(project))


def test_module_without_test_is_found(project: Path) -> None:
    """At every depth; a test with the same name elsewhere doesn't count."""
    (project / "stacks/deep").mkdir()
    (project / "stacks/deep/one.py").touch()

    assert ["stacks/deep/one.py"] == without_test(project)


def test_test_without_module_is_found(project: Path) -> None:
    """As after a rename of the module alone."""
    (project / "stacks/one.py").rename(project / "stacks/two.py")

    assert (["stacks/two.py"], ["stacks/test_one.py"]) == (without_test(project), without_module(project))


@pytest.mark.parametrize("text", ["", "from stacks import one\n", "import stacks.other\n\ndef test_one(): ...\n"])
def test_test_that_tests_nothing_is_found(project: Path, text: str) -> None:
    """Empty, without a test, or about another module."""
    (project / "tests/stacks/test_one.py").write_text(text, encoding="utf-8")

    assert ["stacks/one.py"] == without_use(project)
