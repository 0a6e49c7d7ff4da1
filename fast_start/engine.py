"""Which framework is installed: CDKTF, or CDK Terrain, which carries it on under other names.

The sources import CDKTF's names. Where CDK Terrain alone is installed, its modules answer those imports: classes, functions and logical ids
are the same (source: open-constructs/cdk-terrain, CHANGELOG 0.22.0). Never install both in one environment; CDKTF is used then.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Engine:
    """A framework and the names of its packages.

    Args:
        name: as ``--engine`` takes it.
        title: as its makers write it.
        framework: the Python package, which is also the name on the package index.
        bindings: how the Python packages of the providers begin.
        distributions: how the same packages begin on the package index.
    """

    name: str
    title: str
    framework: str
    bindings: str
    distributions: str


CDKTF = Engine("cdktf", "CDKTF", "cdktf", "cdktf_cdktf_provider_", "cdktf-cdktf-provider-")
TERRAIN = Engine("terrain", "CDK Terrain", "cdktn", "cdktn_provider_", "cdktn-provider-")
ENGINES = (CDKTF, TERRAIN)


@cache
def installed() -> Engine:
    """Returns the engine of this environment; CDKTF, which an import will miss by its name, where there is neither."""
    found = [engine for engine in ENGINES if PathFinder.find_spec(engine.framework)]
    return found[0] if found else CDKTF


#: The provider packages of this environment, which import all of their submodules.
PACKAGES = tuple(f"{installed().bindings}{provider}" for provider in ("aws", "kubernetes", "helm"))


def answer_imports() -> None:
    """Let CDK Terrain's modules answer imports of CDKTF's names where it alone is installed. A second call changes nothing."""
    if installed() is TERRAIN and not any(isinstance(finder, _Names) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Names())


class _Names(MetaPathFinder, Loader):
    """Finds a module of CDKTF's under the name that it has in CDK Terrain."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        return ModuleSpec(fullname, self) if _real_name(fullname) else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Make none: importlib's own stands in until `exec_module` has the real one."""

    def exec_module(self, module: ModuleType) -> None:
        # The import system takes what is in `sys.modules` when this returns (source: Python reference, "Loaders").
        sys.modules[module.__name__] = import_module(_real_name(module.__name__))


def _real_name(name: str) -> str:
    package, dot, rest = name.partition(".")
    if package == CDKTF.framework:
        return f"{TERRAIN.framework}{dot}{rest}"
    if package.startswith(CDKTF.bindings):
        return f"{TERRAIN.bindings}{package.removeprefix(CDKTF.bindings)}{dot}{rest}"
    return ""
