"""The naive app uses the three providers that the product uses, and only CDKTF and Node besides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.contenders import HERE
from tests.conftest import ROOT
from tests.engines import TERRAIN_PYTHON


@pytest.mark.parametrize("engine", ["cdktf", pytest.param("terrain", marks=pytest.mark.terrain)])
def test_one_resource_of_each_provider(tmp_path: Path, engine: str) -> None:
    """It renders without `terraform` on PATH; this test uses lazy bindings, which render the same."""
    script = HERE / ("naive_app_terrain.py" if engine == "terrain" else "naive_app.py")
    program = f"import runpy, fast_start; fast_start.activate(); runpy.run_path({str(script)!r})"
    python = TERRAIN_PYTHON if engine == "terrain" else sys.executable
    if not Path(python).exists():
        pytest.skip("CDK Terrain is not installed in .tools/terrain; run `python3 -m scripts.tools terrain`")
    variables = {"CDKTF_OUTDIR": str(tmp_path), "PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}

    subprocess.run([python, "-c", program], cwd=tmp_path, env={**os.environ, **variables}, check=True)

    document = json.loads((tmp_path / "stacks/naive/cdk.tf.json").read_text(encoding="utf-8"))
    assert {"aws", "helm", "kubernetes"} == set(document["provider"])
    assert {"aws_efs_file_system": 1, "helm_release": 1, "kubernetes_namespace_v1": 1} == {
        kind: len(blocks) for kind, blocks in document["resource"].items()
    }
