"""The installed framework: CDKTF, or CDK Terrain, its continuation under other names.

The sources import CDKTF's names. If only CDK Terrain is installed, its modules answer those imports: classes, functions and logical ids
are the same (source: open-constructs/cdk-terrain, CHANGELOG 0.22.0). An environment with both is refused.
"""

from __future__ import annotations

import re
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
        name: its value for ``--engine``.
        title: its official name.
        framework: the Python package, which is also the name on the package index.
        bindings: prefix of the providers' Python packages.
        distributions: prefix of the same packages on the package index.
        product: this project's package with the engine.
    """

    name: str
    title: str
    framework: str
    bindings: str
    distributions: str
    product: str

    @property
    def packages(self) -> list[str]:
        """Its packages on the package index."""
        return [self.framework, *(f"{self.distributions}{provider}" for provider in _PROVIDERS)]


class TwoEnginesError(ImportError):
    """Both engines are installed; the message states what to uninstall."""


_PROVIDERS = ("aws", "kubernetes", "helm")

CDKTF = Engine("cdktf", "CDKTF", "cdktf", "cdktf_cdktf_provider_", "cdktf-cdktf-provider-", "jupyterhub-on-eks")
TERRAIN = Engine("terrain", "CDK Terrain", "cdktn", "cdktn_provider_", "cdktn-provider-", "jupyterhub-on-eks-terrain")
ENGINES = (CDKTF, TERRAIN)


@cache
def installed() -> Engine:
    """Returns the engine of this environment; CDKTF if there is neither, so that an import error has its name.

    Raises:
        TwoEnginesError: both are installed. Then the app's imports would decide which of them renders, with the other's providers.
    """
    found = _found()
    if len(found) > 1:
        remove = " or ".join(f"`pip uninstall {' '.join(engine.packages)}`" for engine in ENGINES)
        raise TwoEnginesError(
            f"CDKTF and CDK Terrain are both installed in {sys.prefix}; an environment can have only one of them. Install the package that you "
            f"use, {CDKTF.product} (CDKTF) or {TERRAIN.product} (CDK Terrain), into a new environment. Or uninstall the other engine "
            f"({remove}), and then run `pip install --force-reinstall` with your package."
        )
    return found[0] if found else CDKTF


def engine_of(version: str) -> Engine | None:
    """Return the engine whose framework has this version, as rendered JSON states it; None if it is not a version.

    CDKTF's last release is 0.21.0, and CDK Terrain's first is 0.22.0 (source: open-constructs/cdk-terrain, CHANGELOG 0.22.0).
    """
    numbers = re.match(r"(\d+)\.(\d+)\.", version)
    return numbers and (TERRAIN if (int(numbers[1]), int(numbers[2])) >= (0, 22) else CDKTF)


def _found() -> list[Engine]:
    """Find the engines that can be imported. A folder without modules, such as a user's `cdktf/`, is none: it has no origin."""
    specs = ((engine, PathFinder.find_spec(engine.framework)) for engine in ENGINES)
    return [engine for engine, spec in specs if spec is not None and spec.origin is not None]


#: The provider packages of this environment, which import all of their submodules.
PACKAGES = tuple(f"{(*_found(), CDKTF)[0].bindings}{provider}" for provider in _PROVIDERS)


def answer_imports() -> None:
    """Let CDK Terrain's modules answer imports of CDKTF's names if only it is installed. A second call changes nothing."""
    if installed() is TERRAIN and not any(isinstance(finder, _Names) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Names())


class _Names(MetaPathFinder, Loader):
    """Finds a CDKTF module under its name in CDK Terrain."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002
        return ModuleSpec(fullname, self) if _real_name(fullname) else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Create none: importlib's default is a placeholder until `exec_module` has the real one."""

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
