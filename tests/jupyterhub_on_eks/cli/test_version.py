"""The verb ``version``."""

from __future__ import annotations

import json
import tomllib

import pytest

import jupyterhub_on_eks
from constructs_lib.models.chart_version import RECOMMENDED
from jupyterhub_on_eks.cli import version
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.conftest import Cli


def test_json(cli: Cli) -> None:
    """The versions that Pipfile pins, and our own."""
    pins = {name: pin.removeprefix("==") for name, pin in tomllib.loads((ROOT / "Pipfile").read_text(encoding="utf-8"))["packages"].items()}
    status, out, _ = cli("version", "--json")

    assert 0 == status
    assert {
        "product": jupyterhub_on_eks.__version__,
        "cdktf": pins["cdktf"],
        "providers": {name: pins[f"cdktf-cdktf-provider-{name}"] for name in ("aws", "helm", "kubernetes")},
        "chart": str(RECOMMENDED),
    } == json.loads(out)


def test_text(cli: Cli) -> None:
    """One line each, the numbers below one another."""
    status, out, _ = cli("version")
    lines = out.splitlines()

    assert 0 == status
    assert f"jupyterhub-on-eks             {jupyterhub_on_eks.__version__}" == lines[0]
    assert f"recommended JupyterHub chart  {RECOMMENDED}" == lines[-1]
    assert {28} == {line.index("  ") + len(line[line.index("  ") :]) - len(line[line.index("  ") :].lstrip()) - 2 for line in lines}


def test_package_that_is_missing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and null in JSON; ``check`` works without CDKTF, so ``version`` does too."""
    monkeypatch.setattr(version, "_PROVIDERS", ("azure",))

    assert {"azure": None} == json.loads(cli("version", "--json")[1])["providers"]
    assert "azure provider package        not installed" in cli("version")[1]
