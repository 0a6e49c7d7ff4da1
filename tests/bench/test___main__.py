"""The benchmark's rounds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.__main__ import FEW, in_succession, rounds
from bench.contenders import FLEETS, FLOOR, NAIVE, PRODUCT
from bench.processes import Program


def _programs(folder: Path, *names: str) -> dict[str, Program]:
    return {name: Program([sys.executable, "-c", "pass"], folder, {}) for name in names}


def test_slow_programs_run_in_fewer_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A median of three is enough for what takes many seconds."""
    runs = rounds(_programs(tmp_path, PRODUCT, NAIVE), FEW + 1)

    assert {PRODUCT: FEW + 1, NAIVE: FEW} == {name: len(each) for name, each in runs.items()}
    assert "." * (2 * FEW + 1) in capsys.readouterr().out


def test_order(tmp_path: Path) -> None:
    """The large programs are last; none is lost or made up."""
    names = [NAIVE, *FLEETS, "another", FLOOR, PRODUCT]

    assert [PRODUCT, FLOOR, "another", *FLEETS, NAIVE] == list(in_succession(_programs(tmp_path, *names)))
