"""The verb ``version``."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

import jupyterhub_on_eks
from constructs_lib.models.chart_version import RECOMMENDED
from fast_start.engine import TERRAIN, installed
from jupyterhub_on_eks.cli import version
from tests.conftest import ROOT
from tests.engines import SNAPSHOTS, expected
from tests.jupyterhub_on_eks.cli.conftest import Cli


def _pins() -> dict[str, str]:
    """The versions that the engine's own list pins."""
    file = ROOT / ("tools/terrain/requirements.txt" if installed() is TERRAIN else "Pipfile")
    return dict(re.findall(r'^([\w-]+)(?: = "|)==([\w.]+)', file.read_text(encoding="utf-8"), re.MULTILINE))


def _providers() -> dict[str, Any]:
    """The providers that the engine writes into a stack."""
    golden = expected(json.loads((SNAPSHOTS / "quickstart" / "cdk.tf.json").read_text(encoding="utf-8")))
    return dict(golden["terraform"]["required_providers"])


def test_json(cli: Cli) -> None:
    """The versions of the engine's packages, the providers that they write into a stack, and our own."""
    pins = _pins()
    status, out, _ = cli("version", "--json")

    assert 0 == status
    assert {
        "product": jupyterhub_on_eks.__version__,
        "engine": {"name": installed().name, "version": pins[installed().framework]},
        "providers": {
            name: {"package": pins[f"{installed().distributions}{name}"], "provider": provider["version"]}
            for name, provider in _providers().items()
        },
        "chart": str(RECOMMENDED),
    } == json.loads(out)


def test_text(cli: Cli) -> None:
    """One line each, with the engine's title, the numbers aligned."""
    status, out, _ = cli("version")
    lines = out.splitlines()

    assert 0 == status
    assert f"jupyterhub-on-eks             {jupyterhub_on_eks.__version__}" == lines[0]
    assert f"{installed().title:28}  {_pins()[installed().framework]}" == lines[1]
    assert f"recommended JupyterHub chart  {RECOMMENDED}" == lines[-1]
    assert {30} == {re.search(r"  +", line).end() for line in lines}  # type: ignore[union-attr]  # each has one


def test_missing_package(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported, and null in JSON; ``check`` works without an engine, so ``version`` does too."""
    monkeypatch.setattr(version, "_PROVIDERS", ("azure",))

    assert {"azure": {"package": None, "provider": None}} == json.loads(cli("version", "--json")[1])["providers"]
    assert "azure provider                not installed" in cli("version")[1]
