"""The programs that the benchmark compares with this project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.contenders import HERE
from tests.conftest import ROOT
from tests.engines import TERRAIN_PYTHON


def _rendered(app: str, stack: str, folder: Path, python: str | Path = sys.executable) -> Any:
    """Run an app without `terraform` on PATH, and with lazy bindings, which render the same; return the JSON of its stack."""
    program = f"import runpy, fast_start; fast_start.activate(); runpy.run_path({str(HERE / app)!r})"
    variables = {"CDKTF_OUTDIR": str(folder), "PATH": str(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run([python, "-c", program], cwd=folder, env={**os.environ, **variables}, check=True)
    return json.loads((folder / f"stacks/{stack}/cdk.tf.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("engine", ["cdktf", pytest.param("terrain", marks=pytest.mark.terrain)])
def test_naive_app(tmp_path: Path, engine: str) -> None:
    """It has one resource of each of the three providers that the product uses."""
    python = TERRAIN_PYTHON if engine == "terrain" else sys.executable
    if not Path(python).exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain; run `python3 -m scripts.tools terrain`")
    document = _rendered("naive_app_terrain.py" if engine == "terrain" else "naive_app.py", "naive", tmp_path, python)

    assert {"aws", "helm", "kubernetes"} == set(document["provider"])
    assert {"aws_efs_file_system": 1, "helm_release": 1, "kubernetes_namespace_v1": 1} == {
        kind: len(blocks) for kind, blocks in document["resource"].items()
    }


def test_floor(tmp_path: Path) -> None:
    """It has nothing but an empty stack."""
    assert {"//", "terraform"} >= set(_rendered("floor_app.py", "floor", tmp_path))
