"""Only the table of chart versions compares versions and contains any; all other code asks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib.models import chart_version
from constructs_lib.models.chart_version import RECOMMENDED
from tests.conftest import ROOT

_PRODUCT = ("constructs_lib", "fast_start", "jupyterhub_on_eks", "stacks")
_MODULES = [ROOT / "main.py", *sorted(path for folder in _PRODUCT for path in (ROOT / folder).rglob("*.py"))]
_MODULES.remove(Path(chart_version.__file__))
#: The modules that check what a chart version supports.
_ASKING = [path for path in _MODULES if "chart_version" in path.read_text(encoding="utf-8")]
#: A full version or a release series; addresses have four numbers.
_VERSION = re.compile(r"(?<![\d.])[0-9]+\.([0-9]+\.[0-9]+|x)(?![\d.]*\d)")
#: Versions of other software, by the module that contains them.
_OTHER_SOFTWARE = {
    "constructs_lib/constructs/metrics/hub_metrics.py": "the chart in constructs_lib/charts",
    "constructs_lib/models/eks/csi_driver.py": "add-ons of EKS",
    "constructs_lib/models/load_balancer_controller.py": "the controller's chart",
    "fast_start/late.py": "jsii",
    "jupyterhub_on_eks/__init__.py": "this project",
    "jupyterhub_on_eks/ci/github.py": "actions",
    "jupyterhub_on_eks/cli/sarif.py": "SARIF",
    "jupyterhub_on_eks/doctor/network.py": "the controller",
}


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _comparisons(module: ast.Module) -> Iterator[str]:
    """Find decisions by the parts of a version instead of by a capability."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {"major", "minor", "patch", "pre_release", "version_info"}:
            yield ast.unparse(node)
        if isinstance(node, ast.Compare) and any(re.search("version|series", ast.unparse(side)) for side in (node.left, *node.comparators)):
            yield ast.unparse(node)


def _versions(module: ast.Module) -> list[str]:
    """Find texts that contain a version, apart from docstrings."""
    docstrings = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    texts = (node.value for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return [text for text in texts if isinstance(text, str) and _VERSION.search(text)]


def test_a_comparison_is_detected() -> None:
    """The check of the other modules can fail."""
    code = "if chart.major == 1 or version >= '3' or hub.version.split('.')[0] < '4' or hub.series == '4.x' or version.has(X): pass"

    assert {"chart.major", "version >= '3'", "hub.version.split('.')[0] < '4'", "hub.series == '4.x'"} == set(_comparisons(ast.parse(code)))


def test_a_version_is_detected() -> None:
    """In keys of tables and in messages, but not in docstrings; addresses are none."""
    code = """
def f():
    'Since 3.0.0.'
    return {"1.0.0": 1, "4.0.0-beta.1": 2}, f"use {x} or 4.x", "before 3.2.0.", ["10.0.0.0/8", "127.0.0.1", "0.5", "1.27"]
"""
    assert {"1.0.0", "4.0.0-beta.1", " or 4.x", "before 3.2.0."} == set(_versions(ast.parse(code)))


@pytest.mark.parametrize("path", _ASKING, ids=_id)
def test_only_the_table_compares_versions(path: Path) -> None:
    """What a chart version supports is defined in one place; callers name a capability."""
    found = [each for each in _comparisons(ast.parse(path.read_text(encoding="utf-8"))) if "sys.version_info" not in each]

    assert [] == [each for each in found if not re.fullmatch(r"version is (not )?None", each)]


@pytest.mark.parametrize("path", [path for path in _MODULES if _id(path) not in _OTHER_SOFTWARE], ids=_id)
def test_only_the_table_contains_versions(path: Path) -> None:
    """What a chart version is or has, and the versions in messages, come from the table."""
    assert [] == _versions(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", _OTHER_SOFTWARE)
def test_versions_of_other_software(module: str) -> None:
    """Each exception is needed, and is not about the JupyterHub chart."""
    source = (ROOT / module).read_text(encoding="utf-8")

    assert _versions(ast.parse(source))
    assert "chart_version" not in source


def test_only_the_table_recommends() -> None:
    """Another recommended version is one edit."""
    assert [] == [str(path) for path in _MODULES if RECOMMENDED in path.read_text(encoding="utf-8")]
