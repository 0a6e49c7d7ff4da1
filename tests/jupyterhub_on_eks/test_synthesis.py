"""Synthesis, as the entry point and the tool run it. tests/test_main.py tests what is read, written and printed."""

from __future__ import annotations

import json
from pathlib import Path

import main
from jupyterhub_on_eks import synthesis


def test_entry_point_is_this_one() -> None:
    """`cdktf synth` and the tool write the same."""
    assert (synthesis.main, synthesis.synthesize, synthesis.build_app) == (main.main, main.synthesize, main.build_app)


def test_a_stack_for_each_file(tmp_path: Path) -> None:
    """Moved to the output folder when all are complete."""
    hub = tmp_path / "lab.yaml"
    hub.write_text("cluster: {name: research-cluster, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {existing: true}}]\n")

    synthesis.synthesize([hub], tmp_path / "deep" / "out")

    assert ["lab"] == list(json.loads((tmp_path / "deep/out/manifest.json").read_text())["stacks"])
    assert ["out"] == [path.name for path in (tmp_path / "deep").iterdir()]
