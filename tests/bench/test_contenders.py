"""The measured programs."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from bench.contenders import FLEETS, FLOOR, NAIVE, PRODUCT, contenders, fleets


def test_each_writes_to_its_own_folder(tmp_path: Path) -> None:
    """So that no program finds what another has written; each of them is a script that exists."""
    programs = contenders(tmp_path)
    folders = [program.variables["CDKTF_OUTDIR"] for program in programs.values()]

    assert {PRODUCT, NAIVE, FLOOR} < set(programs)
    assert len(folders) == len(set(folders))
    assert all(folder.startswith(str(tmp_path)) for folder in folders)
    for name in (PRODUCT, NAIVE, FLOOR):
        python, script = programs[name].command
        assert (sys.executable, True) == (python, Path(script).is_file())


def test_fleets(tmp_path: Path) -> None:
    """Each has as many hub files as its name says, with as many stacks and clusters."""
    programs = fleets(tmp_path)

    assert list(FLEETS) == list(programs)
    for name, size in FLEETS.items():
        files = sorted(Path(programs[name].variables["HUBS"].strip("'")).iterdir())
        clusters = {yaml.safe_load(file.read_text(encoding="utf-8"))["cluster"]["name"] for file in files}
        assert (size, size) == (len(files), len(clusters))
