"""Terraform's built-in resource, without CDKTF's requirement of Terraform at synth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cdktf

from constructs_lib.terraform.terraform_data import TerraformData
from tests.conftest import ROOT, only


def _rendered(**properties: Any) -> dict[str, Any]:
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "test")
    data = TerraformData(stack, "Data", **properties)
    document = json.loads(cdktf.Testing.synth(stack))
    assert [data.output] == [f"terraform_data.{name}.output" for name in document["resource"]["terraform_data"]]
    return only(document, "terraform_data")


def test_defaults() -> None:
    """It stores its input and does nothing else."""
    assert {"input": {"encrypted": "true"}} == _rendered(input={"encrypted": "true"})


def test_custom() -> None:
    """A trigger replaces it."""
    assert {"id": "fs-1"} == _rendered(input={"a": "b"}, triggers_replace={"id": "fs-1"})["triggers_replace"]


def test_synth_needs_no_terraform(tmp_path: Path) -> None:
    """A machine that only synthesizes has no Terraform, one with OpenTofu has another program; CDKTF's own resource fails there."""
    environment = {
        **os.environ,
        "PATH": str(tmp_path),
        "HUBS": str(ROOT / "examples/efs-snapshot.yaml"),
        "CDKTF_OUTDIR": str(tmp_path / "out"),
    }

    done = subprocess.run([sys.executable, ROOT / "main.py"], env=environment, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)
    assert list(tmp_path.glob("out/stacks/*/cdk.tf.json"))
