"""Every example synthesizes to its golden file, which a person has read and a deployment applies."""

from __future__ import annotations

import json
import os
import runpy
from pathlib import Path
from typing import Any

import pytest

import main
from fast_start.engine import CDKTF, installed
from tests.chart_schema import schema_errors
from tests.conftest import ROOT
from tests.engines import expected

SNAPSHOTS = ROOT / "tests" / "snapshots"
HUB_FILES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml")])
PROGRAMS = sorted(ROOT.glob("examples/*.py"))


def _golden(name: str, stack: Path) -> None:
    """Compare JSON and facts with the golden files; facts byte for byte."""
    rendered = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
    text = json.dumps(rendered, indent=2, ensure_ascii=False) + "\n"
    golden, facts = SNAPSHOTS / name / "cdk.tf.json", SNAPSHOTS / name / "facts.json"
    if os.environ.get("GOLDEN") == "write" and installed() is CDKTF:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
        facts.write_bytes((stack / "facts.json").read_bytes())
    assert expected(json.loads(golden.read_text(encoding="utf-8"))) == rendered
    assert facts.read_text(encoding="utf-8") == (stack / "facts.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", HUB_FILES, ids=lambda path: path.stem)
def test_golden_hub_file(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub file renders its golden file; ``make golden`` rewrites it, and a person reads the change."""
    monkeypatch.chdir(tmp_path)

    main.synthesize([example], Path("cdktf.out"))

    (stack,) = tmp_path.glob("cdktf.out/stacks/*")
    _golden(example.stem, stack)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_golden_program(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python example renders its golden file."""
    monkeypatch.chdir(tmp_path)

    runpy.run_path(str(program))["build_app"](str(tmp_path / "cdktf.out")).synth()

    (stack,) = tmp_path.glob("cdktf.out/stacks/*")
    _golden(program.stem, stack)


def test_python_and_hub_file_are_the_same_blueprint() -> None:
    """The EKS Blueprints example gives the same resources and facts in Python and as a hub file."""
    for file in ("cdk.tf.json", "facts.json"):
        by_program, by_file = (
            json.loads((SNAPSHOTS / name / file).read_text(encoding="utf-8")) for name in ("eks_blueprints", "eks-blueprints")
        )

        assert by_program == by_file


def _releases() -> list[Any]:
    return [
        pytest.param(release, id=f"{golden.parent.name}-{name}")
        for golden in sorted(SNAPSHOTS.glob("*/cdk.tf.json"))
        for name, release in json.loads(golden.read_text(encoding="utf-8"))["resource"]["helm_release"].items()
        if release["chart"] == "jupyterhub"
    ]


@pytest.mark.schema
@pytest.mark.parametrize("release", _releases())
def test_values_fit_the_chart(release: dict[str, Any]) -> None:
    """The values of every golden release are valid with the schema of its chart."""
    assert [] == schema_errors(release["version"], json.loads(release["values"][0]))
