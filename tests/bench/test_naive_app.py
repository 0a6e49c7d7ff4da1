"""The naive app stays a fair comparison: it declares what the product renders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import main
from bench.contenders import HERE, same_resources
from tests.conftest import ROOT


def test_naive_app_declares_what_the_product_renders(tmp_path: Path) -> None:
    """As many blocks of each kind; here with lazy bindings, which render the same."""
    (tmp_path / "naive").mkdir()
    program = f"import runpy, constructs_lib; runpy.run_path({str(HERE / 'naive_app.py')!r})"
    subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "CDKTF_OUTDIR": str(tmp_path / "naive" / "cdktf.out")}, check=True
    )
    main.synthesize([HERE / "hub.yaml"], tmp_path / "product" / "cdktf.out")

    same_resources(tmp_path)
