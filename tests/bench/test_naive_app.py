"""The naive app uses the three providers that the product uses, and nothing beside CDKTF and Node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.contenders import HERE
from tests.conftest import ROOT


def test_one_resource_of_each_provider(tmp_path: Path) -> None:
    """It renders without a `terraform` on the path; here with lazy bindings, which render the same."""
    program = f"import runpy, fast_start; fast_start.activate(); runpy.run_path({str(HERE / 'naive_app.py')!r})"
    variables = {"CDKTF_OUTDIR": str(tmp_path), "PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}

    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, **variables}, check=True)

    document = json.loads((tmp_path / "stacks/naive/cdk.tf.json").read_text(encoding="utf-8"))
    assert {"aws", "helm", "kubernetes"} == set(document["provider"])
    assert {"aws_efs_file_system": 1, "helm_release": 1, "kubernetes_namespace_v1": 1} == {
        kind: len(blocks) for kind, blocks in document["resource"].items()
    }
